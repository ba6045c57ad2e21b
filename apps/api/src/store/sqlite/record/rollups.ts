import { ROLLUP_LEVELS } from '../../model/rollup-levels.js';
import type { TimeRow, ViewTimeTable } from '../schema/tables.js';

/** Sums what a batch adds to view_time: many pings add to the same row, which the batch then writes once. */
export class ViewTimeSums {
  private readonly sums = new Map<string, ViewTimeTable>();

  add(rollups: readonly TimeRow[]): void {
    for (const { slot, view, tab, ms, visits } of rollups) {
      for (const grain of ROLLUP_LEVELS) {
        const levelSlot = slot - (slot % grain);
        const key = `${grain} ${levelSlot} ${view}\0${tab}`;
        const sum = this.sums.get(key);
        if (sum) {
          sum.ms += ms;
          sum.visits += visits;
        } else {
          this.sums.set(key, { grain, slot: levelSlot, view, tab, ms, visits });
        }
      }
    }
  }

  rows(): Iterable<ViewTimeTable> {
    return this.sums.values();
  }
}
