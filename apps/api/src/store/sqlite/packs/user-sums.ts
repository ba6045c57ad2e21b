import { addTo } from '../../model/sums.js';
import { topViews } from '../../model/top-views.js';
import type { SlotWindow, UserTotal, ViewUsers } from '../../ports/session-store.js';
import type { TimeRow } from '../schema/tables.js';
import type { BucketSums } from './bucket-sums.js';
import type { PackReader, Users } from './pack-reader.js';
import type { SetSums } from './set-sums.js';

type PathSum = Omit<TimeRow, 'slot'>;

/**
 * Adds up users' time and visits; see PackReader. The loops run over millions of rows, so they use plain indexes and
 * arrays of numbers. To TypeScript each element may be undefined. So the code has defaults (`?? 0`) that never apply.
 */
export class UserSums {
  private readonly reader: PackReader;

  constructor(private readonly sets: SetSums) {
    this.reader = sets.reader;
  }

  /** Returns the users' time and visits on each path that has time, or on each path of the view. */
  byPath(window: SlotWindow, users: Users, view: string | undefined): PathSum[] {
    const { reader } = this;
    const sums = this.sets.sum('path', window, users);
    return sums.entries().flatMap(({ index, ...sum }) => {
      const path = reader.paths.get(index);
      return path && (view === undefined || path.view === view)
        ? { view: path.view, tab: path.tab ?? '', ...sum }
        : [];
    });
  }

  /**
   * Adds the users' time by bucket, or subtracts it with the sign -1.
   * @param isByView whether the sums are those of each view
   */
  addBuckets(
    sums: BucketSums,
    users: Users,
    { view, isByView, sign }: { view: string | undefined; isByView: boolean; sign: 1 | -1 },
  ): void {
    const { paths } = this.reader;
    const by = isByView ? 'view and hour' : 'slot';
    const { pieces, rest } =
      view === undefined && (by === 'slot' || sums.areInHours)
        ? this.sets.split(by, sums.window, users)
        : { pieces: [], rest: this.reader.batches('times', users, sums.window) };
    const mask = paths.mask(view);
    const viewOf = paths.viewNumbers.map((number, path) => (mask[path] === 0 ? -1 : isByView ? number : 0));
    for (const piece of pieces) sums.addPiece(piece, by, sign);
    for (const batch of rest) sums.addRows(batch, viewOf, sign);
  }

  /** Returns the time and visits of each user who has time, on all paths or on those of the view. */
  byUser(window: SlotWindow, users: Users, view: string | undefined): UserTotal[] {
    const totals = new Map<string, UserTotal>();
    let mask: Uint8Array = new Uint8Array();
    for (const { username, columns } of this.reader.batches('timeSums', users, window)) {
      const { paths, ms, visits } = columns;
      if (mask.length < this.reader.paths.size) mask = this.reader.paths.mask(view);
      let [sum, count] = [0, 0];
      for (let i = 0; i < paths.length; i++) {
        if (mask[paths[i] ?? 0] === 0) continue;
        sum += ms[i] ?? 0;
        count += visits[i] ?? 0;
      }
      if (sum === 0) continue;
      addTo(totals, username, { username, ms: sum, visits: count });
    }
    return [...totals.values()];
  }

  /** Counts the users who have time on each view, or on the given view. Leaves out views without users. */
  usersByView(window: SlotWindow, users: Users, view: string | undefined): ViewUsers[] {
    /** How many users each view has, by the view's number. */
    let counts = new Int32Array();
    /** For each view, by its number: the user who was counted last. Users are numbered from 1; 0 is nobody. */
    let lastUser = new Int32Array();
    let user = 0;
    let current: string | undefined;
    for (const { username, columns } of this.reader.batches('timeSums', users, window)) {
      const { paths } = columns;
      const { viewNumbers, viewNames } = this.reader.paths;
      if (user === 0) {
        counts = new Int32Array(viewNames.length);
        lastUser = new Int32Array(viewNames.length);
      }
      if (username !== current) user++;
      current = username;
      for (const path of paths) {
        const number = viewNumbers[path] ?? 0;
        if (lastUser[number] === user) continue;
        lastUser[number] = user;
        counts[number] = (counts[number] ?? 0) + 1;
      }
    }
    return this.reader.paths.viewNames.flatMap((name, number) => {
      const users = counts[number] ?? 0;
      return users > 0 && (view === undefined || name === view) ? { view: name, users } : [];
    });
  }

  /** Returns by user the view with the most time; of several with equal time, the first in code-point order. */
  topViews(window: SlotWindow, users: Users, view: string | undefined): Map<string, string> {
    const byUser = new Map<string, Map<string, number>>();
    for (const { username, columns } of this.reader.batches('timeSums', users, window)) {
      const { paths, ms } = columns;
      const { viewNames, viewNumbers } = this.reader.paths;
      const sums = byUser.get(username) ?? new Map<string, number>();
      byUser.set(username, sums);
      for (let i = 0; i < paths.length; i++) {
        const name = viewNames[viewNumbers[paths[i] ?? 0] ?? 0] ?? '';
        if (view === undefined || name === view) sums.set(name, (sums.get(name) ?? 0) + (ms[i] ?? 0));
      }
    }
    return topViews(byUser);
  }
}
