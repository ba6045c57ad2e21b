import type { Figures, SummaryAnswer } from '@dwell/shared';
import type { ReactNode } from 'react';
import { formatDuration } from '../../format/duration.js';
import { messages } from '../../messages/messages.js';
import { changeOf, type Compared } from '../change.js';
import classes from './statistics.module.css';

interface ChangeLabelProps extends Compared {
  /** The time on page that the figure belongs to, if it is not a time on page itself. */
  basis?: Compared;
  /** Formats the earlier figure, which is shown on hover. */
  format: (value: number) => string;
}

/** Shows how a figure changed since the compared window. */
export const ChangeLabel = ({ current, before, basis, format }: ChangeLabelProps) => {
  const { direction, words } = changeOf({ current, before }, basis);
  return (
    <span
      className={classes.change}
      data-direction={direction}
      data-testid="change"
      title={messages.statistics.before(format(before))}
    >
      {words}
    </span>
  );
};

interface TimeChangeProps {
  /** A row of a table; `previous_visible_duration` is null if no window is compared. Both are in seconds. */
  of: { visible_duration: number; previous_visible_duration: number | null };
}

/** Shows how a row's time on page changed since the compared window, or nothing if no window is compared. */
export const TimeChange = ({ of: { visible_duration, previous_visible_duration } }: TimeChangeProps) =>
  previous_visible_duration !== null && (
    <ChangeLabel current={visible_duration} before={previous_visible_duration} format={formatDuration} />
  );

/**
 * Returns a function that shows how a figure of a window changed since the compared window. The function returns
 * undefined if there is nothing to compare: a window without visits has no mean that could have changed.
 */
export const changesIn =
  ({ current, previous }: SummaryAnswer) =>
  (name: keyof Figures, format: (value: number) => string): ReactNode => {
    const [now, before] = [current[name], previous?.[name] ?? null];
    if (!previous || now === null || before === null) return undefined;
    const basis = { current: current.visible_duration, before: previous.visible_duration };
    return <ChangeLabel current={now} before={before} basis={basis} format={format} />;
  };
