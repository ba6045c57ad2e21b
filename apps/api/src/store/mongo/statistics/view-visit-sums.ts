import { addTo } from '../../model/sums.js';
import type { TabVisits, UserTimeDocument, ViewVisitsDocument } from '../schema/rollups.js';

/** The visits of one view that began in the slot `slot` and were recorded in the slot `recorded`, by tab and length. */
interface Sum {
  readonly slot: number;
  readonly recorded: number;
  readonly view: string;
  readonly visits: Map<string, TabVisits>;
}

/** Sums visits, and makes documents of view_visits from them, at one rollup level. */
export class ViewVisitSums {
  private readonly sums = new Map<string, Sum>();

  /** @param level the slots' length in milliseconds. */
  constructor(private readonly level: number) {}

  /** Adds the visits that were recorded in one slot, from a document of user_time. */
  addRecorded({ slot: recorded, visits = [] }: Pick<UserTimeDocument, 'slot' | 'visits'>): void {
    for (const { slot, view, tab, length, visits: count, ms } of visits) {
      this.add(
        { slot, recorded, view },
        { ...(tab === undefined ? {} : { tab }), length, visits: count, ms },
      );
    }
  }

  /** Adds a document of a shorter rollup level to the sums of the longer slots that contain its slots. */
  addShorter({ slot, recorded, view, visits }: ViewVisitsDocument): void {
    for (const each of visits) this.add({ slot, recorded, view }, each);
  }

  documents(): ViewVisitsDocument[] {
    return Array.from(this.sums.values(), ({ slot, recorded, view, visits }) => ({
      _id: `${this.level}:${slot}:${recorded}:${view}`,
      grain: this.level,
      slot,
      recorded,
      view,
      visits: [...visits.values()],
    }));
  }

  private add(
    { slot, recorded, view }: Pick<ViewVisitsDocument, 'slot' | 'recorded' | 'view'>,
    added: TabVisits,
  ): void {
    const begun = slot - (slot % this.level);
    const late = recorded - (recorded % this.level);
    const key = `${begun}:${late}:${view}`;
    const sum = this.sums.get(key) ?? { slot: begun, recorded: late, view, visits: new Map() };
    this.sums.set(key, sum);
    addTo(sum.visits, JSON.stringify([added.length, added.tab]), added);
  }
}
