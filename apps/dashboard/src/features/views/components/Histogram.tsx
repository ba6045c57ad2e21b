import type { DistributionAnswer, DistributionBucket } from '@dwell/shared';
import { Tooltip } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type PointerEvent, useState } from 'react';
import { formatDuration } from '../../../shared/format/duration.js';
import { formatNumber } from '../../../shared/format/number.js';
import { countTicks } from '../../../shared/charts/ticks.js';
import { messages } from '../../../shared/messages/messages.js';
import { lengthTicks, padBuckets, positionOf } from '../histogram.js';
import classes from './Histogram.module.css';

const text = messages.views;

/** Room around the bars, in pixels: above for the names of the marks, below and on the left for the axes. */
const ROOM = { top: 40, right: 12, bottom: 26, left: 44 };
const BARS_HEIGHT = 190;
export const HISTOGRAM_HEIGHT = ROOM.top + BARS_HEIGHT + ROOM.bottom;

/** The least height of a bar with visits, in pixels: a lower one could not be seen. */
const MIN_BAR = 1.5;

/** A gap separates bars from this width on, in pixels. */
const SEPARATED_FROM = 4;

interface HistogramProps {
  distribution: DistributionAnswer;
  color: string;
  /** Describes the chart to screen readers. */
  label: string;
}

/**
 * Bars of visits by length, on a logarithmic axis, with lines at the median and at the 95th percentile. Hovering a bar
 * shows it in words.
 */
export const Histogram = ({ distribution, color, label }: HistogramProps) => {
  const { relative_error, median_visit_duration, p95_visit_duration } = distribution;
  const buckets = padBuckets(distribution.buckets, (1 + relative_error) / (1 - relative_error));
  const { ref, width } = useElementSize();
  const [hovered, setHovered] = useState<number>();
  const barsWidth = Math.max(0, width - ROOM.left - ROOM.right);
  const barWidth = barsWidth / buckets.length;
  const counts = countTicks(Math.max(...buckets.map(({ visits }) => visits)));
  const top = counts.at(-1) ?? 1;
  const heightOf = (visits: number): number => (visits / top) * BARS_HEIGHT;
  const gap = barWidth >= SEPARATED_FROM ? 1 : 0;
  const marks = [
    { name: 'median', label: text.medianMark, at: median_visit_duration, level: 0 },
    { name: 'p95', label: text.p95Mark, at: p95_visit_duration, level: 1 },
  ];

  const pointed = hovered === undefined ? undefined : buckets[hovered];
  const hover = (event: PointerEvent<SVGSVGElement>): void => {
    const { left } = event.currentTarget.getBoundingClientRect();
    const index = Math.floor((event.clientX - left - ROOM.left) / barWidth);
    setHovered(buckets[index]?.visits ? index : undefined);
  };

  return (
    <div ref={ref} className={classes.frame}>
      <Tooltip.Floating label={pointed && wordsOf(pointed)} disabled={!pointed}>
        <svg
          role="img"
          aria-label={label}
          width="100%"
          height={HISTOGRAM_HEIGHT}
          onPointerMove={hover}
          onPointerLeave={() => setHovered(undefined)}
          data-testid="histogram"
        >
          {counts.map((count) => {
            const y = ROOM.top + BARS_HEIGHT - heightOf(count);
            return (
              <g key={count}>
                <line x1={ROOM.left} x2={ROOM.left + barsWidth} y1={y} y2={y} className={classes.grid} />
                <text x={ROOM.left - 8} y={y} dy="0.32em" textAnchor="end" className={classes.tick}>
                  {formatNumber(count)}
                </text>
              </g>
            );
          })}
          <g transform={`translate(${String(ROOM.left)} 0)`}>
            {buckets.map((bucket, index) => {
              if (bucket.visits === 0) return null;
              const height = Math.max(heightOf(bucket.visits), MIN_BAR);
              return (
                <rect
                  key={index}
                  x={index * barWidth}
                  y={ROOM.top + BARS_HEIGHT - height}
                  width={Math.max(0, barWidth - gap)}
                  height={height}
                  fill={color}
                  opacity={hovered === undefined || hovered === index ? 1 : 0.55}
                  data-colored
                  data-testid="length-bar"
                  data-after={bucket.after}
                  data-visits={bucket.visits}
                />
              );
            })}
            {lengthTicks(buckets, barsWidth).map(({ label: tick, x }) => (
              <text key={tick} x={x} y={HISTOGRAM_HEIGHT - 8} textAnchor="middle" className={classes.tick}>
                {tick}
              </text>
            ))}
            {marks.map(({ name, label: words, at, level }) => {
              if (at === null) return null;
              const x = (positionOf(at, buckets) / buckets.length) * barsWidth;
              const onLeft = x > barsWidth / 2;
              return (
                <g key={name} data-testid={`mark-${name}`} data-seconds={at}>
                  <line
                    x1={x}
                    x2={x}
                    y1={level * 16 + 8}
                    y2={ROOM.top + BARS_HEIGHT}
                    className={classes.mark}
                    data-mark={name}
                  />
                  <text
                    x={onLeft ? x - 5 : x + 5}
                    y={level * 16 + 13}
                    textAnchor={onLeft ? 'end' : 'start'}
                    className={classes.markName}
                  >
                    {words(formatDuration(at))}
                  </text>
                </g>
              );
            })}
          </g>
        </svg>
      </Tooltip.Floating>
    </div>
  );
};

const wordsOf = ({ after, up_to, visits }: DistributionBucket): string =>
  text.visitsOfLength(visits, formatDuration(after), formatDuration(up_to));
