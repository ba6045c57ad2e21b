import { ROLLUP_LEVELS, VISIT_LEVELS } from '../../model/rollup-levels.js';
import { addTo } from '../../model/sums.js';
import type { TimeRow, ViewTimeTable, ViewVisitTable, VisitRow } from '../schema/tables.js';

/**
 * Returns the value of the column `grain` in rows that have the sum over all paths: the slot length, negative. So these
 * rows are next to each other in view_time and in view_visit.
 */
export const allPaths = (grain: number): number => -grain;

/** Sums what a batch adds to view_time and view_visit: many pings add to the same row, which is then written once. */
export class ViewSums {
  private readonly times = new Map<string, ViewTimeTable>();
  private readonly visits = new Map<string, ViewVisitTable>();

  addTimes(rows: readonly TimeRow[]): void {
    for (const row of rows) {
      for (const grain of ROLLUP_LEVELS) {
        const slot = row.slot - (row.slot % grain);
        addTo(this.times, `${grain} ${slot} ${row.view}\0${row.tab}`, { ...row, grain, slot });
        addTo(this.times, `${grain} ${slot}`, { ...row, grain: allPaths(grain), slot, view: '', tab: '' });
      }
    }
  }

  addVisits(rows: readonly VisitRow[]): void {
    for (const row of rows) {
      for (const grain of VISIT_LEVELS) {
        const slot = row.slot - (row.slot % grain);
        const key = `${grain} ${slot} ${row.length_bucket} ${row.view}\0${row.tab}`;
        addTo(this.visits, key, { ...row, grain, slot });
        const overPaths = { ...row, grain: allPaths(grain), slot, view: '', tab: '' };
        addTo(this.visits, `${grain} ${slot} ${row.length_bucket}`, overPaths);
      }
    }
  }

  timeRows(): Iterable<ViewTimeTable> {
    return this.times.values();
  }

  visitRows(): Iterable<ViewVisitTable> {
    return this.visits.values();
  }
}
