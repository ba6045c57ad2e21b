import type { HeatmapAnswer, HeatmapCell as HourOfWeek } from '@dwell/shared';
import { HEAT_CLASSES, type HeatClass, heatClasses, heatColor } from '../charts/heat-scale.js';
import type { HeatmapCell } from '../charts/Heatmap.js';
import type { LegendProps } from '../charts/Legend.js';
import type { TableData } from '../charts/table-data.js';
import { durationTicks, numberTicks } from '../charts/ticks.js';
import { formatDuration } from '../format/duration.js';
import { formatAverage, formatNumber } from '../format/number.js';
import { clockHour, weekdayNames } from '../format/weekday.js';
import { messages } from '../messages/messages.js';
import type { HeatMeasure } from './timeline-search.js';

const text = messages.heatmap;

export const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

export const isEmptyHeatmap = ({ cells }: HeatmapAnswer): boolean =>
  cells.every(({ visible_duration }) => visible_duration === 0);

/** Returns the value that the heatmap shows for an hour of the week; null if no such hour of the window has begun. */
const valueOf = ({ elapsed, visible_duration, mean_people }: HourOfWeek, measure: HeatMeasure) => {
  if (elapsed === 0) return null;
  return measure === 'time' ? visible_duration : mean_people;
};

const formatValue = (value: number, measure: HeatMeasure): string =>
  measure === 'time' ? formatDuration(value) : formatAverage(value);

/** Returns the classes of values, each with its colour, for an answer's hours. */
export const classesOf = ({ cells }: HeatmapAnswer, measure: HeatMeasure): HeatClass[] => {
  const highest = Math.max(...cells.map((hour) => valueOf(hour, measure) ?? 0));
  return heatClasses((measure === 'time' ? durationTicks : numberTicks)(highest, HEAT_CLASSES));
};

/** Returns a function that gives the cell of a weekday (row 0 is Monday) and an hour (column 0 to 23). */
export const cellOf = (
  { cells }: HeatmapAnswer,
  measure: HeatMeasure,
  classes: readonly HeatClass[],
): ((row: number, column: number) => HeatmapCell) => {
  const weekdays = weekdayNames('long');
  const byPlace = new Map(cells.map((cell) => [`${String(cell.weekday - 1)} ${String(cell.hour)}`, cell]));
  return (row, column) => {
    const title = `${weekdays[row] ?? ''}, ${clockHour(column)} – ${clockHour(column + 1)}`;
    const hour = byPlace.get(`${String(row)} ${String(column)}`);
    const value = hour && valueOf(hour, measure);
    if (!hour || value === null || value === undefined)
      return { color: undefined, title, figures: text.outside };
    return {
      color: heatColor(classes, value),
      title,
      figures: [
        [text.measures.time, formatDuration(hour.visible_duration)],
        [text.measures.people, formatAverage(hour.mean_people ?? 0)],
        [text.visits, formatNumber(hour.visits)],
      ],
    };
  };
};

export const heatLegend = (
  { cells }: HeatmapAnswer,
  measure: HeatMeasure,
  classes: readonly HeatClass[],
): LegendProps => ({
  label: text.measures[measure],
  items: classes.map(({ upTo, color }) => ({
    key: String(upTo),
    label: upTo === 0 ? text.none : text.upTo(formatValue(upTo, measure)),
    color,
  })),
  rest: cells.some(({ elapsed }) => elapsed === 0) ? text.outsideHours : undefined,
});

/** Returns the figures with a row for each hour and a column for each weekday. */
export const heatTable = ({ cells }: HeatmapAnswer, measure: HeatMeasure): TableData => ({
  rowsLabel: text.hour,
  rows: HOURS.map((hour) => ({ label: `${clockHour(hour)} – ${clockHour(hour + 1)}` })),
  columns: weekdayNames('short').map((label, day) => ({
    key: label,
    label,
    values: HOURS.map((hour) => {
      const cell = cells.find((one) => one.weekday === day + 1 && one.hour === hour);
      return cell ? valueOf(cell, measure) : null;
    }),
  })),
  unit: measure === 'time' ? 'seconds' : 'number',
});
