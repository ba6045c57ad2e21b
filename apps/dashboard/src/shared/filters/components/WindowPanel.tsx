import '@mantine/dates/styles.css';
import { Button, Select, Stack, UnstyledButton } from '@mantine/core';
import { type DayOfWeek, DateTimePicker } from '@mantine/dates';
import { type SubmitEvent, useState } from 'react';
import { messages } from '../../messages/messages.js';
import { timeZoneNames } from '../../time/zone-names.js';
import { browserTimeZone, fromWallText, toWallText } from '../../time/zone.js';
import { type Filters, isWindow, RANGES } from '../filters.js';
import { DEFAULT_RANGE, type Scope } from '../scope.js';
import classes from './FilterBar.module.css';

const text = messages.filters;

interface WindowPanelProps {
  filters: Filters;
  scope: Pick<Scope, 'window' | 'tz'>;
  onChoose: (window: Pick<Filters, 'range' | 'from' | 'to'>) => void;
  onZone: (tz: string | undefined) => void;
  /** Called when a date picker opens or closes. While one is open, Escape closes only the picker. */
  onPickingDate: (picking: boolean) => void;
}

const NO_DAYS: DayOfWeek[] = [];

/** Chooses a preset window or a custom one, and the time zone. */
export const WindowPanel = ({
  filters,
  scope: { window, tz },
  onChoose,
  onZone,
  onPickingDate,
}: WindowPanelProps) => {
  const [fromText, setFromText] = useState<string | null>(() => toWallText(window.from, tz));
  const [toText, setToText] = useState<string | null>(() => toWallText(window.to, tz));
  const [problem, setProblem] = useState<string>();
  const preset = filters.from === undefined ? (filters.range ?? DEFAULT_RANGE) : undefined;

  const apply = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (fromText === null || toText === null) return;
    const from = fromWallText(fromText, tz);
    const to = fromWallText(toText, tz);
    if (!isWindow(from, to)) setProblem(from >= to ? text.fromBeforeTo : text.noSuchWindow);
    else onChoose({ range: undefined, from, to });
  };

  const picker = {
    valueFormat: 'D MMM YYYY HH:mm',
    clearable: false,
    // Shows weekends like other days.
    weekendDays: NO_DAYS,
    required: true,
    withAsterisk: false,
    popoverProps: {
      withinPortal: false,
      onOpen: () => onPickingDate(true),
      onClose: () => onPickingDate(false),
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
            onClick={() => onChoose({ range, from: undefined, to: undefined })}
          >
            {text.ranges[range]}
          </UnstyledButton>
        ))}
      </div>
      <Stack gap="sm" p="md">
        <form onSubmit={apply}>
          <Stack gap="sm">
            <DateTimePicker label={text.from} value={fromText} onChange={setFromText} {...picker} />
            <DateTimePicker label={text.to} value={toText} onChange={setToText} error={problem} {...picker} />
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
          onChange={(zone) => onZone(zone === null || zone === browserTimeZone() ? undefined : zone)}
        />
      </Stack>
    </div>
  );
};
