import { slotOf } from '@dwell/shared';
import { GRAINS } from './grains.js';
import type { RollupTuple } from './session-tuples.js';

type ViewTimeTuple = [grain: number, slot: number, view: string, tab: string, ms: number, visits: number];
type SessionSlotTuple = [slot: number, started: number, stopped: number];

/** What a batch adds to the rollups that all users share: many pings add to one row, which is then written once. */
export class RollupSums {
  private readonly times = new Map<string, ViewTimeTuple>();
  private readonly slots = new Map<number, SessionSlotTuple>();

  addViewTime([slot, view, tab, ms, visits]: RollupTuple): void {
    for (const grain of GRAINS) {
      const grainSlot = slot - (slot % grain);
      const key = `${grain} ${grainSlot} ${view}\0${tab}`;
      const sum = this.times.get(key);
      if (sum) {
        sum[4] += ms;
        sum[5] += visits;
      } else {
        this.times.set(key, [grain, grainSlot, view, tab, ms, visits]);
      }
    }
  }

  addStart(time: number): void {
    this.slotOf(time)[1]++;
  }

  addStop(time: number, sessions: 1 | -1): void {
    this.slotOf(time)[2] += sessions;
  }

  viewTimes(): Iterable<ViewTimeTuple> {
    return this.times.values();
  }

  sessionSlots(): Iterable<SessionSlotTuple> {
    return this.slots.values();
  }

  private slotOf(time: number): SessionSlotTuple {
    const slot = slotOf(time);
    const sum = this.slots.get(slot) ?? [slot, 0, 0];
    this.slots.set(slot, sum);
    return sum;
  }
}
