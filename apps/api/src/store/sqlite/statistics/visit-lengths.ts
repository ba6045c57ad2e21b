import { sql } from 'kysely';
import { splitByLevel, VISIT_LEVELS } from '../../model/rollup-levels.js';
import { sumByLength } from '../../model/length-sums.js';
import type { LengthSum, SlotWindow, StatisticsFilter, VisitLengths } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import { allPaths } from '../record/rollups.js';
import type { PackReader } from '../packs/pack-reader.js';
import type { UserSums } from '../packs/user-sums.js';

/**
 * Counts visits by path and length. For all users it reads view_visit, for the users of `usernames` it reads packs.
 * Without the users of `notUsernames`, it subtracts their visits from the visits of all users.
 */
export class VisitCounts {
  constructor(
    private readonly statements: Statements,
    private readonly reader: PackReader,
    private readonly users: UserSums,
  ) {}

  lengths(window: SlotWindow, { usernames, notUsernames, view }: StatisticsFilter): VisitLengths[] {
    if (usernames) return this.users.lengths(window, { usernames }, view);
    const counts = new LengthCounts();
    for (const { view: on, tab, buckets, visits, ms } of this.stored(window, view)) {
      counts.add(
        on,
        tab,
        JSON.parse(buckets) as number[],
        JSON.parse(visits) as number[],
        JSON.parse(ms) as number[],
      );
    }
    for (const row of this.reader.openVisits(window)) {
      if (view !== undefined && row.view !== view) continue;
      counts.add(row.view, row.tab, [row.length_bucket], [row.visits], [row.ms]);
    }
    const excluded = notUsernames ? this.users.lengths(window, { usernames: notUsernames }, view) : [];
    for (const row of excluded) {
      counts.add(row.view, row.tab ?? '', [row.lengthBucket], [-row.visits], [-row.ms]);
    }
    return counts.result();
  }

  /** Counts the visits by length, over all paths or all tabs of the view. */
  sums(window: SlotWindow, filter: StatisticsFilter): LengthSum[] {
    const { usernames, notUsernames, view } = filter;
    if (view !== undefined) return sumByLength(this.lengths(window, filter));
    if (usernames) return sumByLength(this.users.lengthSums(window, { usernames }));
    const excluded = notUsernames ? this.users.lengthSums(window, { usernames: notUsernames }) : [];
    return sumByLength([
      ...this.storedSums(window),
      ...this.reader.openVisits(window).map(({ length_bucket: lengthBucket, visits, ms }) => ({
        lengthBucket,
        visits,
        ms,
      })),
      ...excluded.map(({ lengthBucket, visits, ms }) => ({ lengthBucket, visits: -visits, ms: -ms })),
    ]);
  }

  private storedSums(window: SlotWindow): LengthSum[] {
    return splitByLevel(window, VISIT_LEVELS).flatMap(({ level, from, to }) =>
      this.statements.all(sql<LengthSum>`
        select length_bucket as lengthBucket, sum(visits) as visits, sum(ms) as ms
        from ${sql.table('view_visit')} where grain = ${allPaths(level)} and slot >= ${from} and slot < ${to}
        group by length_bucket`),
    );
  }

  /**
   * Returns the stored visits of each path in each slot, as arrays in JSON. That is twice as fast as rows, because there
   * are some hundred thousand rows, and grouping them in the order of the table's key costs nothing.
   */
  private stored(window: SlotWindow, view: string | undefined): StoredLengths[] {
    return splitByLevel(window, VISIT_LEVELS).flatMap(({ level, from, to }) =>
      this.statements.all(sql<StoredLengths>`
        select view, tab, json_group_array(length_bucket) as buckets, json_group_array(visits) as visits,
          json_group_array(ms) as ms
        from ${sql.table('view_visit')}
        where grain = ${level} and slot >= ${from} and slot < ${to}
          ${view === undefined ? sql`` : sql`and view = ${view}`}
        group by slot, view, tab`),
    );
  }
}

/** The visits of one path in one slot. The texts are arrays as JSON, with one entry for each bucket of lengths. */
interface StoredLengths {
  readonly view: string;
  readonly tab: string;
  readonly buckets: string;
  readonly visits: string;
  readonly ms: string;
}

/** Sums visits by path and length. */
class LengthCounts {
  private readonly counts = new Map<string, PathCounts>();

  /** Adds visits of one path. The arrays have one entry for each bucket of lengths. */
  add(
    view: string,
    tab: string,
    buckets: readonly number[],
    visits: readonly number[],
    ms: readonly number[],
  ): void {
    const key = `${view}\0${tab}`;
    const sums = this.counts.get(key) ?? { view, tab: tab === '' ? undefined : tab, visits: [], ms: [] };
    this.counts.set(key, sums);
    for (let i = 0; i < buckets.length; i++) {
      const bucket = buckets[i] ?? 0;
      sums.visits[bucket] = (sums.visits[bucket] ?? 0) + (visits[i] ?? 0);
      sums.ms[bucket] = (sums.ms[bucket] ?? 0) + (ms[i] ?? 0);
    }
  }

  result(): VisitLengths[] {
    return [...this.counts.values()].flatMap(({ view, tab, visits, ms }) =>
      visits.flatMap((count, lengthBucket) =>
        count > 0 ? { view, tab, lengthBucket, visits: count, ms: ms[lengthBucket] ?? 0 } : [],
      ),
    );
  }
}

/** The visits of a path and the sums of their lengths, by the bucket of their lengths. */
interface PathCounts {
  readonly view: string;
  readonly tab: string | undefined;
  readonly visits: number[];
  readonly ms: number[];
}
