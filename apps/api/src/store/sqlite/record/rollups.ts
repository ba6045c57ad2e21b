import { GRAINS } from '../../model/rollup-levels.js';
import { type ChangeTuple, rollupsOf } from './encode-session.js';

type ViewTimeTuple = [grain: number, slot: number, view: string, tab: string, ms: number, visits: number];

/** What a batch adds to view_time: many pings add to the same row, which is then written once. */
export class ViewTimeSums implements Iterable<Readonly<ViewTimeTuple>> {
  private readonly sums = new Map<string, ViewTimeTuple>();

  add([, , , writes]: ChangeTuple): void {
    for (const [slot, view, tab, ms, visits] of writes.flatMap(rollupsOf)) {
      for (const grain of GRAINS) {
        const grainSlot = slot - (slot % grain);
        const key = `${grain} ${grainSlot} ${view}\0${tab}`;
        const sum = this.sums.get(key);
        if (sum) {
          sum[4] += ms;
          sum[5] += visits;
        } else {
          this.sums.set(key, [grain, grainSlot, view, tab, ms, visits]);
        }
      }
    }
  }

  [Symbol.iterator](): Iterator<Readonly<ViewTimeTuple>> {
    return this.sums.values();
  }
}
