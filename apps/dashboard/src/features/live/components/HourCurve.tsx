import { Tooltip } from '@mantine/core';
import { type PointerEvent, useState } from 'react';
import { countTicks, timeTicks } from '../../../shared/charts/ticks.js';
import { formatInstant } from '../../../shared/format/instant.js';
import { formatNumber } from '../../../shared/format/number.js';
import { messages } from '../../../shared/messages/messages.js';
import type { Minute } from '../last-hour.js';
import classes from './HourCurve.module.css';

const text = messages.live;

const MINUTE = 60;

/** The size of the curve's view box. The browser stretches the box to the width of the page. */
const WIDTH = 1_000;
const HEIGHT = 100;

/** The most intervals between ticks of the vertical axis. The curve has no room for more. */
const MAX_INTERVALS = 3;

/** From this share of the width on, a tick's label has no room on the right of its tick. */
const LABELS_END = 0.95;

interface HourCurveProps {
  minutes: readonly Minute[];
  tz: string;
  /** The highest number of sessions in `minutes`. */
  peak: number;
}

/** Draws the sessions in progress, minute by minute, as steps. Hovering shows a minute in words. */
export const HourCurve = ({ minutes, tz, peak }: HourCurveProps) => {
  const [hovered, setHovered] = useState<Minute>();
  const from = minutes[0]?.at ?? 0;
  const length = minutes.length * MINUTE;
  const ticks = countTicks(peak, MAX_INTERVALS);
  const top = ticks.at(-1) ?? 1;
  const x = (at: number): number => ((at - from) / length) * WIDTH;
  const y = (sessions: number): number => HEIGHT - (sessions / top) * HEIGHT;
  const steps = minutes
    .map(({ at, sessions }) => `L${String(x(at))} ${String(y(sessions))}H${String(x(at + MINUTE))}`)
    .join('');
  const line = `M${steps.slice(1)}`;
  const hover = (event: PointerEvent<SVGSVGElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setHovered(minutes[Math.floor(((event.clientX - left) / width) * minutes.length)]);
  };
  return (
    <div className={classes.frame}>
      <div className={classes.counts} aria-hidden>
        {ticks.map((count) => (
          <span key={count} style={{ top: `${String(100 - (count / top) * 100)}%` }}>
            {formatNumber(count)}
          </span>
        ))}
      </div>
      <div className={classes.plot}>
        <Tooltip.Floating
          label={
            hovered && `${formatInstant(hovered.at, tz, 'time')} · ${text.sessionCount(hovered.sessions)}`
          }
          disabled={!hovered}
        >
          <svg
            role="img"
            aria-label={text.lastHourLabel}
            viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
            preserveAspectRatio="none"
            className={classes.curve}
            onPointerMove={hover}
            onPointerLeave={() => setHovered(undefined)}
            data-testid="hour-curve"
            data-minutes={minutes.map(({ sessions }) => sessions).join(' ')}
          >
            {ticks.map((count) => (
              <line key={count} x1={0} x2={WIDTH} y1={y(count)} y2={y(count)} className={classes.grid} />
            ))}
            <path d={`${line}V${String(HEIGHT)}H0Z`} className={classes.area} />
            <path d={line} className={classes.line} />
          </svg>
        </Tooltip.Floating>
        <div className={classes.axis} aria-hidden>
          {timeTicks({ from, to: from + length }, tz, 6).map(({ at, label }) => (
            <span
              key={at}
              style={{ left: `${String((x(at) / WIDTH) * 100)}%` }}
              hidden={x(at) > LABELS_END * WIDTH}
            >
              {label}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
};
