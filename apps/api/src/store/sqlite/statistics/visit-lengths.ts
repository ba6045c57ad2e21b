import { sql } from 'kysely';
import { sumByLength } from '../../model/length-sums.js';
import { splitByLevel, VISIT_LEVELS } from '../../model/rollup-levels.js';
import type { LengthSum, SlotWindow, StatisticsFilter, VisitLengths } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import { IndexSums, LENGTH_BUCKETS } from '../packs/index-sums.js';
import type { PackReader } from '../packs/pack-reader.js';
import type { PartSums } from '../packs/part-sums.js';
import { piecesOf, type SetSums } from '../packs/set-sums.js';
import { allPaths, inSlots, sumsIn } from '../schema/view-sums.js';

/**
 * Counts visits by path and length. With `usernames`, reads the rows of these users; see PackReader. Otherwise reads
 * the sums over all users in view_visit and the visits that go on, and subtracts the visits of the users of
 * `notUsernames`.
 */
export class VisitCounts {
  private readonly reader: PackReader;

  constructor(
    private readonly statements: Statements,
    private readonly sets: SetSums,
    private readonly partSums: PartSums,
  ) {
    this.reader = sets.reader;
  }

  lengths(window: SlotWindow, { usernames, notUsernames, view }: StatisticsFilter): VisitLengths[] {
    const sums = usernames
      ? this.sets.sum('path and length', window, { usernames })
      : this.ofAll(window, view);
    if (notUsernames) {
      sums.addAll(this.sets.sum('path and length', window, { usernames: notUsernames }).columns(), -1);
    }
    return sums.entries().flatMap(({ index, ms, visits }) => {
      const path = this.reader.paths.get(Math.floor(index / LENGTH_BUCKETS));
      if (!path || visits === 0 || (view !== undefined && path.view !== view)) return [];
      const tab = path.tab === '' ? undefined : (path.tab ?? undefined);
      return { view: path.view, tab, lengthBucket: index % LENGTH_BUCKETS, visits, ms };
    });
  }

  /** Counts the visits by length, over all paths or all tabs of the view. */
  sums(window: SlotWindow, filter: StatisticsFilter): LengthSum[] {
    const { usernames, notUsernames, view } = filter;
    if (view !== undefined) return sumByLength(this.lengths(window, filter));
    if (usernames) return this.lengthsOf(window, usernames);
    const excluded = notUsernames ? this.lengthsOf(window, notUsernames) : [];
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

  private lengthsOf(window: SlotWindow, usernames: readonly string[]): LengthSum[] {
    return this.sets
      .sum('length', window, { usernames })
      .entries()
      .map(({ index, ms, visits }) => ({ lengthBucket: index, ms, visits }));
  }

  private storedSums(window: SlotWindow): LengthSum[] {
    return splitByLevel(window, VISIT_LEVELS).flatMap((range) =>
      this.statements.all(sql<LengthSum>`
        select length_bucket as lengthBucket, sum(visits) as visits, sum(ms) as ms
        from ${sql.table('view_visit')} where ${sumsIn(allPaths(range.level), range)}
        group by length_bucket`),
    );
  }

  /**
   * Returns the visits of all users, on all views or on the given one. The index of a sum is the path's id ×
   * {@link LENGTH_BUCKETS} + bucket. Caches the sums if no view is given. The sums of one view are computed each time,
   * because one view has few rows.
   */
  private ofAll(window: SlotWindow, view: string | undefined): IndexSums {
    const { paths } = this.reader;
    paths.refresh();
    const sums = new IndexSums();
    sums.reach(paths.size * LENGTH_BUCKETS);
    if (view === undefined) {
      const pieces = this.partSums.get('visits of all by path and length', piecesOf(window), (piece) => {
        const inPiece = new IndexSums();
        inPiece.reach(paths.size * LENGTH_BUCKETS);
        this.addStored(inPiece, piece, undefined);
        return inPiece;
      });
      for (const piece of pieces) sums.addAll(piece.sums);
    } else {
      this.addStored(sums, window, view);
    }
    for (const row of this.reader.openVisits(window)) {
      sums.add(paths.idOf(row) * LENGTH_BUCKETS + row.length_bucket, row.ms, row.visits);
    }
    return sums;
  }

  /**
   * Adds the stored visits of all users. For each path and slot, SQLite returns them as arrays in JSON. That is twice
   * as fast as returning hundreds of thousands of rows one by one. The grouping costs nothing, because it follows the
   * order of the table's key.
   */
  private addStored(sums: IndexSums, window: SlotWindow, view: string | undefined): void {
    for (const range of splitByLevel(window, VISIT_LEVELS)) {
      const rows = this.statements.all(sql<StoredLengths>`
        select path, json_group_array(length_bucket) as buckets, json_group_array(visits) as visits,
          json_group_array(ms) as ms
        from ${sql.table('view_visit')}
        where ${sumsIn(inSlots(range.level), range, view)} group by slot, path`);
      for (const row of rows) {
        const first = row.path * LENGTH_BUCKETS;
        const buckets = JSON.parse(row.buckets) as number[];
        const visits = JSON.parse(row.visits) as number[];
        const ms = JSON.parse(row.ms) as number[];
        buckets.forEach((bucket, index) => {
          sums.add(first + bucket, ms[index] ?? 0, visits[index] ?? 0);
        });
      }
    }
  }
}

/**
 * The visits of one path in one slot. `buckets`, `visits` and `ms` are arrays as JSON, with one entry for each bucket
 * of lengths that has visits.
 */
interface StoredLengths {
  readonly path: number;
  readonly buckets: string;
  readonly visits: string;
  readonly ms: string;
}
