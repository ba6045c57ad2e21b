import { ROLLUP_LEVELS, VISIT_LEVELS } from '../../model/rollup-levels.js';
import { addTo } from '../../model/sums.js';
import { ALL_PATHS } from '../packs/columns.js';
import type { TimeRow, ViewTimeTable, ViewVisitTable, VisitRow } from '../schema/tables.js';
import { allPaths, inSlots } from '../schema/view-sums.js';

/** Sums what a batch adds to view_time and view_visit: many pings add to the same row, which is then written once. */
export class ViewSums {
  private readonly times = new Map<string, ViewTimeTable>();
  private readonly visits = new Map<string, ViewVisitTable>();

  /** @param path the id of the row's path */
  addTime(path: number, { slot: start, ms, visits }: TimeRow): void {
    for (const grain of ROLLUP_LEVELS) {
      const [level, overPaths, slot] = [inSlots(grain), allPaths(grain), inSlots(start - (start % grain))];
      addTo(this.times, `${level} ${slot} ${path}`, { level, slot, path, ms, visits });
      addTo(this.times, `${overPaths} ${slot}`, { level: overPaths, slot, path: ALL_PATHS, ms, visits });
    }
  }

  /** @param path the id of the row's path */
  addVisits(path: number, { slot: start, length_bucket, ms, visits }: VisitRow): void {
    for (const grain of VISIT_LEVELS) {
      const [level, overPaths, slot] = [inSlots(grain), allPaths(grain), inSlots(start - (start % grain))];
      const sum = { level, slot, path, length_bucket, ms, visits };
      addTo(this.visits, `${level} ${slot} ${path} ${length_bucket}`, sum);
      const ofAllPaths = { ...sum, level: overPaths, path: ALL_PATHS };
      addTo(this.visits, `${overPaths} ${slot} ${length_bucket}`, ofAllPaths);
    }
  }

  timeRows(): Iterable<ViewTimeTable> {
    return this.times.values();
  }

  visitRows(): Iterable<ViewVisitTable> {
    return this.visits.values();
  }
}
