import type { HeatmapAnswer, HeatmapCell } from '@dwell/shared';
import { number, type Table } from '../../http/formats/columns.js';

/** One row for each hour of the week. */
export const HEATMAP_TABLE: Table<HeatmapAnswer, HeatmapCell> = {
  name: 'heatmap',
  columns: [
    number('weekday', 'Day of the week: 1 is Monday, 7 is Sunday', ({ weekday }) => weekday),
    number('hour', 'Hour of the day, from 0 to 23', ({ hour }) => hour),
    number('visible_duration', 'Visible time, in seconds', (cell) => cell.visible_duration),
    number('visits', 'Visits that began in this hour', ({ visits }) => visits),
    number(
      'elapsed',
      'Time of the window in this hour of the week so far, in seconds',
      ({ elapsed }) => elapsed,
    ),
    number('mean_people', 'How many people looked on average', (cell) => cell.mean_people),
  ],
  rowsOf: ({ cells }) => cells,
};
