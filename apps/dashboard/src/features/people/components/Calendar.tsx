import type { TimeWindow } from '@dwell/shared';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type HeatClass, heatColor } from '../../../shared/charts/heat-scale.js';
import { formatDuration } from '../../../shared/format/duration.js';
import { formatInstant } from '../../../shared/format/instant.js';
import { weekdayNames } from '../../../shared/format/weekday.js';
import { messages } from '../../../shared/messages/messages.js';
import { type CalendarDay, type CalendarWeek, monthHeadings } from '../calendar.js';
import classes from './Calendar.module.css';

const text = messages.person;

/** A month with fewer columns has no room for its name. */
const NAMED_FROM_WEEKS = 3;

/** How many days an arrow key moves the focus. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  ArrowLeft: -7,
  ArrowRight: 7,
};

interface CalendarProps {
  weeks: readonly CalendarWeek[];
  tz: string;
  /** The classes of time that the days' colours stand for. */
  colors: readonly HeatClass[];
  /** The window of the page. Its days are framed. */
  window: TimeWindow;
  /** Describes the calendar to screen readers. */
  label: string;
  onPick: (day: CalendarDay) => void;
}

/**
 * A year as a grid: a column for each week, a row for each weekday, and a cell for each day, in a stronger colour the
 * more time it has. One day at a time takes the focus, and the arrow keys move it.
 */
export const Calendar = ({ weeks, tz, colors, window, label, onPick }: CalendarProps) => {
  const days = weeks.flat().filter((day) => day !== undefined);
  const frame = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<number>();
  // Until a day is focused, the Tab key goes to the last day.
  const focusable = days.find(({ from }) => from === focused) ?? days.at(-1);

  const { ref: sized, width } = useElementSize<HTMLDivElement>();
  const ref = useMergedRef(frame, sized);

  // On a narrow screen, scrolls to the latest weeks.
  useEffect(() => {
    frame.current?.scrollTo({ left: frame.current.scrollWidth });
  }, [width]);

  const moveFocus = (event: KeyboardEvent, day: CalendarDay): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = days[days.indexOf(day) + step];
    if (!next) return;
    setFocused(next.from);
    frame.current?.querySelector<HTMLElement>(`[data-from="${String(next.from)}"]`)?.focus();
  };

  return (
    <div ref={ref} className={classes.frame}>
      <table role="grid" aria-label={label} className={classes.grid} data-testid="calendar">
        <thead>
          <tr>
            <td />
            {monthHeadings(weeks, tz).map(({ at, weeks: columns }) =>
              columns < NAMED_FROM_WEEKS ? (
                <td key={at} colSpan={columns} />
              ) : (
                <th key={at} scope="colgroup" colSpan={columns} className={classes.month}>
                  {formatInstant(at, tz, 'shortMonth')}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {weekdayNames('short').map((name, weekday) => (
            <tr key={name}>
              <th scope="row" className={classes.weekday}>
                {name}
              </th>
              {weeks.map((week, column) => {
                const day = week[weekday];
                return (
                  <td key={column}>
                    {day && (
                      <Day
                        day={day}
                        name={text.dayLabel(
                          formatInstant(day.from, tz, 'fullDay'),
                          formatDuration(day.seconds),
                        )}
                        color={heatColor(colors, day.seconds)}
                        inWindow={day.from < window.to && window.from < day.to}
                        focusable={day === focusable}
                        onPick={onPick}
                        onKeyDown={moveFocus}
                      />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

interface DayProps {
  day: CalendarDay;
  /** The day and its time, in words. */
  name: string;
  color: string;
  inWindow: boolean;
  focusable: boolean;
  onPick: (day: CalendarDay) => void;
  onKeyDown: (event: KeyboardEvent, day: CalendarDay) => void;
}

const Day = ({ day, name, color, inWindow, focusable, onPick, onKeyDown }: DayProps) => (
  <button
    type="button"
    className={classes.day}
    style={{ background: color }}
    title={name}
    aria-label={name}
    tabIndex={focusable ? 0 : -1}
    data-colored
    data-from={day.from}
    data-seconds={day.seconds}
    data-in-window={inWindow}
    onClick={() => onPick(day)}
    onKeyDown={(event) => onKeyDown(event, day)}
  />
);
