import { SLOT_MS } from '@dwell/shared';
import { bucketFinder, spanOf } from '../../model/buckets.js';
import { addTo } from '../../model/sums.js';
import { topViews } from '../../model/top-views.js';
import type {
  BucketSum,
  BucketTotal,
  LengthSum,
  SlotWindow,
  UserTotal,
  ViewUsers,
  VisitLengths,
} from '../../ports/session-store.js';
import type { TimeRow } from '../schema/tables.js';
import { type IndexSum, IndexSums } from './index-sums.js';
import type { PackReader, Users } from './pack-reader.js';

/** Greater than each bucketOfLength: a visit of 10,000 years is in bucket 334. */
const LENGTH_BUCKETS = 400;

type PathSum = Omit<TimeRow, 'slot'>;

/**
 * Adds up users' time and visits. The loops run over millions of rows, so they use plain indexes and arrays of numbers.
 * For TypeScript each element may be undefined, so the code names a default (`?? 0`), which is never used.
 */
export class UserSums {
  constructor(private readonly reader: PackReader) {}

  byPath(window: SlotWindow, users: Users, view: string | undefined): PathSum[] {
    const { reader } = this;
    const sums = new IndexSums();
    for (const { columns } of reader.batches('timeSums', users, window)) {
      const { paths, ms, visits } = columns;
      sums.reach(reader.paths.size);
      for (let i = 0; i < paths.length; i++) sums.add(paths[i] ?? 0, ms[i] ?? 0, visits[i] ?? 0);
    }
    return sums.entries().flatMap(({ index, ...sum }) => {
      const path = reader.paths.get(index);
      return path && (view === undefined || path.view === view)
        ? { view: path.view, tab: path.tab ?? '', ...sum }
        : [];
    });
  }

  byBucket(buckets: readonly SlotWindow[], users: Users, view: string | undefined): BucketTotal[] {
    const { viewNames } = this.reader.paths;
    return this.inBuckets(buckets, users, view, true).map(({ index, ...sum }) => ({
      bucket: index % buckets.length,
      view: viewNames[Math.floor(index / buckets.length)] ?? '',
      ...sum,
    }));
  }

  bucketSums(buckets: readonly SlotWindow[], users: Users, view: string | undefined): BucketSum[] {
    return this.inBuckets(buckets, users, view, false).map(({ index, ...sum }) => ({
      bucket: index,
      ...sum,
    }));
  }

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

  lengths(window: SlotWindow, users: Users, view: string | undefined): VisitLengths[] {
    const { reader } = this;
    const sums = new IndexSums();
    for (const { columns } of reader.batches('visits', users, window)) {
      const { paths, ms, visits, extras } = columns;
      if (!extras) continue;
      sums.reach(reader.paths.size * LENGTH_BUCKETS);
      for (let i = 0; i < paths.length; i++) {
        sums.add((paths[i] ?? 0) * LENGTH_BUCKETS + (extras[i] ?? 0), ms[i] ?? 0, visits[i] ?? 0);
      }
    }
    return sums.entries().flatMap(({ index, ms, visits }) => {
      const path = reader.paths.get(Math.floor(index / LENGTH_BUCKETS));
      if (!path || visits === 0 || (view !== undefined && path.view !== view)) return [];
      const tab = path.tab === '' ? undefined : (path.tab ?? undefined);
      return { view: path.view, tab, lengthBucket: index % LENGTH_BUCKETS, visits, ms };
    });
  }

  /** Counts the visits by length, over all paths. */
  lengthSums(window: SlotWindow, users: Users): LengthSum[] {
    const sums = new IndexSums();
    sums.reach(LENGTH_BUCKETS);
    for (const { columns } of this.reader.batches('lengthSums', users, window)) {
      const { ms, visits, extras } = columns;
      if (!extras) continue;
      for (let i = 0; i < extras.length; i++) sums.add(extras[i] ?? 0, ms[i] ?? 0, visits[i] ?? 0);
    }
    return sums.entries().map(({ index, ms, visits }) => ({ lengthBucket: index, ms, visits }));
  }

  /**
   * Returns the sums of each bucket; if `isByView` is true, those of each view and bucket. Then the index of a sum is
   * view number × number of buckets + bucket.
   */
  private inBuckets(
    buckets: readonly SlotWindow[],
    users: Users,
    view: string | undefined,
    isByView: boolean,
  ): IndexSum[] {
    const window = spanOf(buckets);
    const bucketAt = bucketFinder(buckets);
    /** The number of the bucket that each slot of the window is in; -1 if it is in no bucket. */
    const bucketOf = Int32Array.from(
      { length: (window.to - window.from) / SLOT_MS },
      (_, slot) => bucketAt(window.from + slot * SLOT_MS) ?? -1,
    );
    const sums = new IndexSums();
    let mask: Uint8Array = new Uint8Array();
    const kind = isByView || view !== undefined ? 'times' : 'slotSums';
    for (const { columns, start } of this.reader.batches(kind, users, window)) {
      const { paths, ms, slots, visits } = columns;
      const { viewNumbers } = this.reader.paths;
      if (mask.length < this.reader.paths.size) mask = this.reader.paths.mask(view);
      sums.reach(buckets.length * (isByView ? this.reader.paths.viewNames.length : 1));
      const offset = (start - window.from) / SLOT_MS;
      for (let i = 0; i < paths.length; i++) {
        const path = paths[i] ?? 0;
        if (mask[path] === 0) continue;
        const bucket = bucketOf[(slots[i] ?? 0) + offset] ?? -1;
        if (bucket < 0) continue;
        const index = isByView ? (viewNumbers[path] ?? 0) * buckets.length + bucket : bucket;
        sums.add(index, ms[i] ?? 0, visits[i] ?? 0);
      }
    }
    return sums.entries();
  }
}
