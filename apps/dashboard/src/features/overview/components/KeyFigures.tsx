import type { Figures, SummaryAnswer } from '@dwell/shared';
import { Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatDuration } from '../../../shared/format/duration.js';
import { formatNumber } from '../../../shared/format/number.js';
import { formatWindow } from '../../../shared/format/window.js';
import { messages } from '../../../shared/messages/messages.js';
import { Duration } from '../../../shared/ui/Duration.js';
import { changeOf } from '../change.js';
import classes from './KeyFigures.module.css';

const text = messages.overview;

const COUNTS = ['visits', 'users', 'views', 'sessions'] as const satisfies (keyof Figures)[];

/** The window's figures, each with its change since the window before. */
export function KeyFigures({ summary }: { summary: SummaryAnswer }) {
  const { current, previous, active_sessions, previous_window, tz } = summary;
  return (
    <Paper component="section" aria-label={text.figures}>
      <dl className={classes.strip}>
        <Figure
          name="visible_duration"
          label={text.timeOnPage}
          note={
            <Change
              current={current.visible_duration}
              before={previous.visible_duration}
              format={formatDuration}
            />
          }
        >
          <Duration seconds={current.visible_duration} />
        </Figure>
        {COUNTS.map((name) => (
          <Figure
            key={name}
            name={name}
            label={text[name]}
            note={<Change current={current[name]} before={previous[name]} format={formatNumber} />}
          >
            {formatNumber(current[name])}
          </Figure>
        ))}
        <Figure name="active_sessions" label={text.activeNow} note={text.rightNow} live={active_sessions > 0}>
          {formatNumber(active_sessions)}
        </Figure>
      </dl>
      <Text size="xs" c="dimmed" className={classes.caption} data-testid="compared-with">
        {text.comparedWith(formatWindow(previous_window, tz))}
      </Text>
    </Paper>
  );
}

interface FigureProps {
  name: string;
  label: string;
  note: ReactNode;
  live?: boolean;
  children: ReactNode;
}

function Figure({ name, label, note, live = false, children }: FigureProps) {
  return (
    <div className={classes.figure} data-testid={`figure-${name}`}>
      <dt className={classes.label}>
        {live && <span className={classes.live} aria-hidden />}
        {label}
      </dt>
      <dd className={classes.value} data-figure>
        {children}
      </dd>
      <dd className={classes.note}>{note}</dd>
    </div>
  );
}

interface ChangeProps {
  current: number;
  before: number;
  format: (value: number) => string;
}

function Change({ current, before, format }: ChangeProps) {
  const { direction, words } = changeOf(current, before);
  return (
    <span title={text.before(format(before))}>
      <span className={classes.change} data-direction={direction} data-testid="change">
        {words}
      </span>
    </span>
  );
}
