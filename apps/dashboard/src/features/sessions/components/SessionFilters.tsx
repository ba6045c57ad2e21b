import { Group, SegmentedControl, Select } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { formatDuration } from '../../../shared/format/duration.js';
import { onlyUser } from '../../../shared/filters/filters.js';
import { useFilters } from '../../../shared/filters/use-filters.js';
import { useTypedFilter } from '../../../shared/filters/use-typed-filter.js';
import { messages } from '../../../shared/messages/messages.js';
import { type SessionsSearch, STATES } from '../sessions-search.js';
import { UsernameBox } from './UsernameBox.js';

const text = messages.sessions;

const ALL = 'all';

/** The minimum durations to choose from, in seconds. */
const MIN_DURATIONS = [10, 60, 300, 900, 3_600, 14_400];

/** The filters that only the session list has. */
export const SessionFilters = () => {
  const [{ view }] = useFilters();
  const search = useSearch({ from: '/shell/report/sessions' });
  const onView = view !== undefined;
  const states = STATES.filter((state) => state !== 'here' || onView);
  const navigate = useNavigate();
  const change = (changed: SessionsSearch): void => {
    void navigate({ to: '.', search: (before) => ({ ...before, ...changed }) });
  };
  const [prefix, typePrefix] = useTypedFilter(search.username ?? '', (username) => {
    change({ username: username || undefined });
  });
  const pick = (username: string): void => {
    // Cancels typed text that has not been written into the URL yet.
    typePrefix('');
    void navigate({
      to: '.',
      search: (before) => ({ ...before, username: undefined, ...onlyUser(username) }),
    });
  };
  const minDuration = search.min_duration;
  const choices = [...new Set([...MIN_DURATIONS, ...(minDuration === undefined ? [] : [minDuration])])].sort(
    (a, b) => a - b,
  );

  return (
    <Group px={18} py={8} gap="xs">
      <UsernameBox value={prefix} onChange={typePrefix} onPick={pick} />
      <SegmentedControl
        aria-label={text.state}
        value={search.state ?? ALL}
        data={[
          { value: ALL, label: text.all },
          ...states.map((state) => ({ value: state, label: text[state] })),
        ]}
        onChange={(value) => change({ state: value === ALL ? undefined : value })}
      />
      <Select
        aria-label={onView ? text.minDurationOnView : text.minDuration}
        placeholder={onView ? text.anyDurationOnView : text.anyDuration}
        value={minDuration === undefined ? null : String(minDuration)}
        data={choices.map((seconds) => ({
          value: String(seconds),
          label: text.atLeast(formatDuration(seconds)),
        }))}
        onChange={(value) => change({ min_duration: value === null ? undefined : Number(value) })}
        clearable
        clearButtonProps={{ 'aria-label': onView ? text.anyDurationOnView : text.anyDuration }}
        w={200}
      />
    </Group>
  );
};
