import type { SlotWindow } from '../../ports/session-store.js';
import { MINUTE_MS } from '../../model/whole-minutes.js';
import type { PackReader, Users } from './pack-reader.js';

/** Counts users' settled sessions in the packs. Leaves out those of LONG_CLASSES, because they are not packed. */
export class SessionCounts {
  constructor(private readonly reader: PackReader) {}

  /** Counts by user the sessions that overlap the window. If `view` is given, counts those that were on this view. */
  byUser(window: SlotWindow, users: Users, view: string | undefined): Map<string, number> {
    const kind = view === undefined ? 'sessions' : 'views';
    const counts = new Map<string, number>();
    let mask: Uint8Array = new Uint8Array();
    const [from, to] = [window.from / MINUTE_MS, window.to / MINUTE_MS];
    for (const { username, columns, start } of this.reader.batches(kind, users, window)) {
      const { paths, ms: lengths, slots: minutes, visits } = columns;
      let count = counts.get(username) ?? 0;
      if (view !== undefined && mask.length < this.reader.paths.size) mask = this.reader.paths.mask(view);
      const base = start / MINUTE_MS;
      for (let i = 0; i < paths.length; i++) {
        const path = paths[i] ?? 0;
        if (view !== undefined && mask[path] === 0) continue;
        const minute = base + (minutes[i] ?? 0);
        if (minute < to && minute + (lengths[i] ?? 0) >= from) count += visits[i] ?? 0;
      }
      counts.set(username, count);
    }
    return counts;
  }

  /**
   * Calls `add` for each row of sessions that contain a whole minute, with the first and the last whole minute that
   * they contain, in epoch milliseconds, and with the number of sessions. This number is negative in a row that takes
   * sessions away.
   */
  eachSpan(
    window: SlotWindow,
    users: Users,
    add: (first: number, last: number, sessions: number) => void,
  ): void {
    for (const { columns, start } of this.reader.batches('sessions', users, window)) {
      const { paths, ms: lengths, slots: minutes, visits, extras } = columns;
      if (!extras) continue;
      for (let i = 0; i < paths.length; i++) {
        const minute = minutes[i] ?? 0;
        const [first, last] = [minute + (extras[i] ?? 0), minute + (lengths[i] ?? 0)];
        if (first <= last) add(start + first * MINUTE_MS, start + last * MINUTE_MS, visits[i] ?? 0);
      }
    }
  }
}
