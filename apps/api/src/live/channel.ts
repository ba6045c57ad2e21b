import type { Entry } from './entry.js';
import { changeEvent, type LiveFilter, snapshotEvent } from './events.js';
import type { Listener } from './listener.js';
import type { EntryChange } from './picture.js';

/** Says which state of the sessions an event shows: the one after a batch of changes. */
export interface Moment {
  /** Names the broadcast that sends the event. */
  readonly broadcast: string;
  /** The number of the latest batch of changes. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly time: number;
}

const EVENT_ID = /^([\da-f]+)-(\d{1,15})-([\da-f]+)$/;

/** The listeners that have the same filter. They get the same bytes, which are built once. */
export class Channel {
  readonly listeners = new Set<Listener>();
  /**
   * The events that were built for listeners that joined since the last batch, by the number of the batch that such a
   * listener had before; -1 if it had none.
   */
  private first = new Map<number, Buffer | undefined>();
  private firstOf = -1;

  constructor(readonly filter: LiveFilter) {}

  /**
   * Returns the number of the batch in an event id: a client that got this id has all changes up to this batch. Returns
   * undefined for an id of another broadcast or of another filter, and for a text that is no id.
   */
  batchOf(eventId: string, broadcast: string): number | undefined {
    const [, of, number, tag] = EVENT_ID.exec(eventId) ?? [];
    return of === broadcast && tag === this.filter.tag ? Number(number) : undefined;
  }

  /** Returns the event for the changes of a batch; undefined if none of them concerns the filter. */
  changes(changes: readonly EntryChange[], moment: Moment): Buffer | undefined {
    return changeEvent(this.filter, changes, moment.time, this.idAt(moment));
  }

  /** Returns the event with all sessions that the filter admits at this moment. */
  snapshot(entries: () => readonly Entry[], moment: Moment): Buffer {
    return this.once(-1, moment, () => snapshotEvent(this.filter, entries(), moment.time, this.idAt(moment)));
  }

  /** Returns one event for all changes after the batch `from`; undefined if none of them concerns the filter. */
  missed(from: number, changes: () => readonly EntryChange[], moment: Moment): Buffer | undefined {
    return this.once(from, moment, () => this.changes(changes(), moment));
  }

  private idAt({ broadcast, number }: Moment): string {
    return `${broadcast}-${number}-${this.filter.tag}`;
  }

  private once<T extends Buffer | undefined>(from: number, { number }: Moment, build: () => T): T {
    if (this.firstOf !== number) {
      this.first = new Map();
      this.firstOf = number;
    }
    if (!this.first.has(from)) this.first.set(from, build());
    return this.first.get(from) as T;
  }
}
