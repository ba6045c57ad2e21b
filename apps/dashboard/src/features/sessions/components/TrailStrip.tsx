import type { StretchAnswer, StretchState, TimeWindow } from '@dwell/shared';
import { Tooltip } from '@mantine/core';
import { type PointerEvent, useState } from 'react';
import { timeTicks } from '../../../shared/charts/time-ticks.js';
import { formatDuration } from '../../../shared/format/duration.js';
import { formatInstant } from '../../../shared/format/instant.js';
import { messages } from '../../../shared/messages/messages.js';
import { stretchAt } from '../trail.js';
import classes from './TrailStrip.module.css';

const text = messages.session;

/** The strip's own units; it is stretched to the room there is. */
const WIDTH = 1_000;
const HEIGHT = 56;

/** Shape tells the states apart too: full, half, a line. */
const HEIGHTS: Record<StretchState, number> = { visible: HEIGHT, hidden: HEIGHT / 2.5, gap: 3 };

/** Narrower stretches could not be seen at all. */
const MIN_WIDTH = 0.6;

/** Further right, a mark's label would run out of the strip. */
const LABEL_FITS_UNTIL = 0.92;

interface TrailStripProps {
  trail: readonly StretchAnswer[];
  window: TimeWindow;
  tz: string;
  colorOf: (view: string | undefined) => string;
}

/** A session from its start to its last ping, as one strip. The table of stretches says the same in words. */
export const TrailStrip = ({ trail, window, tz, colorOf }: TrailStripProps) => {
  const [pointed, setPointed] = useState<StretchAnswer>();
  const length = Math.max(window.to - window.from, 0.001);
  const share = (instant: number): number => (instant - window.from) / length;

  const point = (event: PointerEvent<SVGSVGElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setPointed(stretchAt(trail, window.from + ((event.clientX - left) / width) * length));
  };

  return (
    <div className={classes.frame}>
      <Tooltip.Floating
        label={pointed && <StretchLabel stretch={pointed} tz={tz} />}
        disabled={!pointed}
        multiline
      >
        <svg
          role="img"
          aria-label={text.stripLabel}
          viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
          preserveAspectRatio="none"
          className={classes.strip}
          onPointerMove={point}
          onPointerLeave={() => setPointed(undefined)}
          data-testid="trail"
        >
          {trail.map(({ from, to, state, path }) => (
            <rect
              key={from}
              x={share(from) * WIDTH}
              width={Math.max((share(to) - share(from)) * WIDTH, MIN_WIDTH)}
              y={HEIGHT - HEIGHTS[state]}
              height={HEIGHTS[state]}
              className={classes[state]}
              {...(state === 'visible' && { style: { fill: colorOf(path?.[0]) } })}
              data-testid="stretch"
              data-state={state}
              data-from={from}
              data-to={to}
            />
          ))}
        </svg>
      </Tooltip.Floating>
      <div className={classes.axis} aria-hidden>
        {timeTicks(window, tz).map(({ at, label }) => (
          <span
            key={at}
            className={classes.tick}
            data-side={share(at) > LABEL_FITS_UNTIL ? 'left' : 'right'}
            style={{ left: `${String(share(at) * 100)}%` }}
          >
            {label}
          </span>
        ))}
      </div>
    </div>
  );
};

const StretchLabel = ({ stretch: { from, to, state, path }, tz }: { stretch: StretchAnswer; tz: string }) => (
  <>
    <div>{path ? path.join(' › ') : text.states[state]}</div>
    <div>
      {formatInstant(from, tz, 'clock')} – {formatInstant(to, tz, 'clock')} · {formatDuration(to - from)}
    </div>
    {state !== 'visible' && <div>{text.reasons[state]}</div>}
  </>
);
