import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { recentEntries } from '../../../platform/recent-entries.js';
import type { Statements } from '../connection/kysely.js';
import type { PartRevisionTable } from '../schema/tables.js';
import type { IndexSums, SumColumns } from './index-sums.js';
import { ALL_PARTS } from './parts.js';

/** The most memory that the cached sums take, in bytes. */
const MOST_BYTES = 24 * 1024 * 1024;

/** A sum takes a number of 4 and two of 8 bytes, an entry of the cache some hundred bytes. */
const [BYTES_PER_SUM, BYTES_PER_ENTRY] = [20, 400];

/** How many names of sums are remembered, to recognize those that are asked for again. */
const MOST_NAMES = 500;

interface Entry {
  readonly revision: string;
  readonly sums: SumColumns;
}

/**
 * Caches sums of whole parts of time. Each commit that changes users' time or visits in a part increases the part's
 * revision in the table part_revision, in the same transaction. So sums are cached exactly as long as they are right,
 * and usually only the parts in which a window begins and ends are computed again.
 */
export class PartSums {
  private readonly cached = new LRUCache<string, Entry>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ sums }) => sums.indexes.length * BYTES_PER_SUM + BYTES_PER_ENTRY,
  });

  private readonly asked = recentEntries<true>(MOST_NAMES);

  constructor(private readonly statements: Statements) {}

  /**
   * Returns whether these sums are asked for again. To compute sums of each part costs half as much again as those of a
   * whole window, so it pays only for sums that are used more than once.
   */
  isAskedAgain(of: string): boolean {
    const isAgain = this.asked.has(of);
    this.asked.set(of, true);
    return isAgain;
  }

  /**
   * Returns the sums of the parts from the number `first` to before `end`, in this order. Must run within one
   * transaction.
   * @param of identifies what is summed
   * @param compute returns the sums of some parts by number; a part that is not there has no sums
   */
  get(
    of: string,
    first: number,
    end: number,
    compute: (first: number, end: number) => ReadonlyMap<number, IndexSums>,
  ): SumColumns[] {
    const revisions = this.revisions();
    const revisionOf = (part: number): string =>
      `${revisions.get(ALL_PARTS) ?? 0} ${revisions.get(part) ?? 0}`;
    const parts = Array.from({ length: end - first }, (_, index) => first + index);
    const sums = new Map<number, SumColumns>();
    for (const part of parts) {
      const entry = this.cached.get(`${part} ${of}`);
      if (entry?.revision === revisionOf(part)) sums.set(part, entry.sums);
    }
    const missing = parts.filter((part) => !sums.has(part));
    const [from, to] = [missing[0], missing.at(-1)];
    if (from !== undefined && to !== undefined) {
      const computed = compute(from, to + 1);
      for (const part of parts.filter((each) => each >= from && each <= to)) {
        const columns = computed.get(part)?.columns() ?? NO_SUMS;
        sums.set(part, columns);
        this.cached.set(`${part} ${of}`, { revision: revisionOf(part), sums: columns });
      }
    }
    return parts.map((part) => sums.get(part) ?? NO_SUMS);
  }

  private revisions(): Map<number, number> {
    const rows = this.statements.all(
      sql<PartRevisionTable>`select part, revision from ${sql.table('part_revision')}`,
    );
    return new Map(rows.map(({ part, revision }) => [part, revision]));
  }
}

const NO_SUMS: SumColumns = {
  indexes: new Uint32Array(),
  ms: new Float64Array(),
  visits: new Float64Array(),
};
