import type { StretchAnswer, StretchState, TimeWindow } from '@dwell/shared';
import { Tooltip } from '@mantine/core';
import { type PointerEvent, useId, useState } from 'react';
import { fillOf, Textures } from '../../../shared/charts/Textures.js';
import { timeTicks } from '../../../shared/charts/ticks.js';
import type { Look } from '../../../shared/charts/view-colors.js';
import { formatDuration } from '../../../shared/format/duration.js';
import { formatInstant } from '../../../shared/format/instant.js';
import { messages } from '../../../shared/messages/messages.js';
import { WholePath } from '../../../shared/ui/Name.js';
import { isOther, stretchAt } from '../session-times.js';
import classes from './TrailStrip.module.css';

const text = messages.session;

/** The size of the strip's view box. The browser stretches the box to the width of the page. */
const WIDTH = 1_000;
const HEIGHT = 56;

/** Heights by state, so that nobody has to tell the states apart by colour alone. */
const HEIGHTS: Record<StretchState, number> = { visible: HEIGHT, hidden: HEIGHT / 2.5, gap: 3 };

/** The least width at which a stretch is drawn, in units of the view box: a narrower one could not be seen. */
const MIN_WIDTH = 0.6;

/**
 * From this share of the width on, a line separates a stretch from its neighbours. The line would hide shorter
 * stretches.
 */
const SEPARATED_FROM = 0.015;

/** From this share of the width on, a tick's label stands on the left of its tick, where it has room. */
const LABEL_LEFT_FROM = 0.92;

interface TrailStripProps {
  trail: readonly StretchAnswer[];
  window: TimeWindow;
  tz: string;
  /** The colours and textures of all views of the session. */
  looks: readonly Look[];
  lookOf: (view: string | undefined) => Look;
  /** The view whose stretches stand out, if any. */
  highlighted: string | undefined;
}

/** Draws a session's stretches from its start to its last ping. Hovering a stretch shows it in words. */
export const TrailStrip = ({ trail, window, tz, looks, lookOf, highlighted }: TrailStripProps) => {
  const textures = useId();
  const [hovered, setHovered] = useState<StretchAnswer>();
  const length = Math.max(window.to - window.from, 0.001);
  const share = (instant: number): number => (instant - window.from) / length;

  const hover = (event: PointerEvent<SVGSVGElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setHovered(stretchAt(trail, window.from + ((event.clientX - left) / width) * length));
  };

  return (
    <div className={classes.frame}>
      <Tooltip.Floating
        label={hovered && <StretchLabel stretch={hovered} tz={tz} />}
        disabled={!hovered}
        multiline
      >
        <svg
          role="img"
          aria-label={text.stripLabel}
          viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
          preserveAspectRatio="none"
          className={classes.strip}
          onPointerMove={hover}
          onPointerLeave={() => setHovered(undefined)}
          data-testid="trail"
        >
          <Textures prefix={textures} looks={looks} />
          {trail.map(({ from, to, state, path }) => (
            <rect
              key={from}
              x={share(from) * WIDTH}
              width={Math.max((share(to) - share(from)) * WIDTH, MIN_WIDTH)}
              y={HEIGHT - HEIGHTS[state]}
              height={HEIGHTS[state]}
              className={classes[state]}
              {...(state === 'visible' && { style: { fill: fillOf(textures, lookOf(path?.[0])) } })}
              data-separated={state !== 'gap' && (to - from) / length >= SEPARATED_FROM}
              data-testid="stretch"
              data-state={state}
              data-view={path?.[0]}
              data-faint={isOther(path, highlighted)}
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
            data-side={share(at) > LABEL_LEFT_FROM ? 'left' : 'right'}
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
    <div>{path ? <WholePath path={path} /> : text.states[state]}</div>
    <div>
      {formatInstant(from, tz, 'clock')} – {formatInstant(to, tz, 'clock')} · {formatDuration(to - from)}
    </div>
    {state !== 'visible' && <div>{text.reasons[state]}</div>}
  </>
);
