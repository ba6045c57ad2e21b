import '@mantine/dates/styles.css';
import { Button, Select, Stack, UnstyledButton } from '@mantine/core';
import { type DayOfWeek, DateTimePicker } from '@mantine/dates';
import { type SubmitEvent, useState } from 'react';
import { messages } from '../../messages/messages.js';
import { timeZoneNames } from '../../time/zone-names.js';
import { browserTimeZone } from '../../time/zone.js';
import { fromWallText, toWallText } from '../../time/wall-text.js';
import { DEFAULT_RANGE, type Filters, RANGES, type Scope } from '../filters.js';
import classes from './FilterBar.module.css';

const text = messages.filters;

interface WindowPanelProps {
  filters: Filters;
  scope: Pick<Scope, 'window' | 'tz'>;
  onChoose: (window: Pick<Filters, 'range' | 'from' | 'to'>) => void;
  onZone: (tz: string | undefined) => void;
  /** Told when a date picker opens and closes: Escape is for it while it is open. */
  onPicking: (picking: boolean) => void;
}

const NO_DAYS: DayOfWeek[] = [];

/** Presets, a window of one's own, and the time zone in which days begin. */
export const WindowPanel = ({
  filters,
  scope: { window, tz },
  onChoose,
  onZone,
  onPicking,
}: WindowPanelProps) => {
  const [fromText, setFromText] = useState<string | null>(() => toWallText(window.from, tz));
  const [toText, setToText] = useState<string | null>(() => toWallText(window.to, tz));
  const [wrong, setWrong] = useState(false);
  const preset = filters.from === undefined ? (filters.range ?? DEFAULT_RANGE) : undefined;

  const apply = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (fromText === null || toText === null) return;
    const from = fromWallText(fromText, tz);
    const to = fromWallText(toText, tz);
    if (from >= to) setWrong(true);
    else onChoose({ range: undefined, from, to });
  };

  const picker = {
    valueFormat: 'D MMM YYYY HH:mm',
    clearable: false,
    // Weekends are days like others here.
    weekendDays: NO_DAYS,
    required: true,
    withAsterisk: false,
    popoverProps: {
      withinPortal: false,
      onOpen: () => {
        onPicking(true);
      },
      onClose: () => {
        onPicking(false);
      },
    },
  };

  return (
    <div className={classes.panel}>
      <div className={classes.presets}>
        {RANGES.map((range) => (
          <UnstyledButton
            key={range}
            className={classes.preset}
            aria-pressed={range === preset}
            data-autofocus={range === preset || undefined}
            onClick={() => {
              onChoose({ range, from: undefined, to: undefined });
            }}
          >
            {text.ranges[range]}
          </UnstyledButton>
        ))}
      </div>
      <Stack gap="sm" p="md">
        <form onSubmit={apply}>
          <Stack gap="sm">
            <DateTimePicker label={text.from} value={fromText} onChange={setFromText} {...picker} />
            <DateTimePicker
              label={text.to}
              value={toText}
              onChange={setToText}
              error={wrong && text.fromBeforeTo}
              {...picker}
            />
            <Button type="submit">{text.apply}</Button>
          </Stack>
        </form>
        <Select
          label={text.tz}
          value={tz}
          data={timeZoneNames(tz)}
          searchable
          allowDeselect={false}
          limit={100}
          comboboxProps={{ withinPortal: false }}
          onChange={(zone) => {
            onZone(zone === null || zone === browserTimeZone() ? undefined : zone);
          }}
        />
      </Stack>
    </div>
  );
};
