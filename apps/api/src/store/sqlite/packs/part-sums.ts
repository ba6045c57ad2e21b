import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { recentEntries } from '../../../platform/recent-entries.js';
import type { SlotWindow } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import type { PartRevisionTable } from '../schema/tables.js';
import type { IndexSums, SumColumns } from './index-sums.js';
import { ALL_PARTS, PART_MS, partOf } from './parts.js';

/** The most memory that the cached sums take, in bytes. */
const MOST_BYTES = 24 * 1024 * 1024;

/** The memory for a sum (a number of 4 and two of 8 bytes), and what an entry of the cache takes besides its sums. */
const [BYTES_PER_SUM, BYTES_PER_ENTRY] = [20, 400];

/** How many names of sums are remembered, to recognize those that are asked for again. */
const MOST_NAMES = 500;

/** The sums of a piece of time. The part of time that contains the piece begins at `start`, in epoch milliseconds. */
export interface PieceSums {
  readonly start: number;
  readonly sums: SumColumns;
}

interface Entry {
  readonly revision: string;
  readonly sums: SumColumns;
}

/**
 * Caches sums of pieces of time, each of which lies in one part. Each commit that changes users' time or visits in a
 * part increases the part's revision in the table part_revision, in the same transaction. So cached sums are used
 * only while they are right, and usually only the latest part is computed again.
 */
export class PartSums {
  private readonly cached = new LRUCache<string, Entry>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ sums }) => sums.indexes.length * BYTES_PER_SUM + BYTES_PER_ENTRY,
  });

  private readonly asked = recentEntries<true>(MOST_NAMES);

  constructor(private readonly statements: Statements) {}

  /**
   * Returns whether these sums were asked for before. Computing the sums of each part of a window takes 1.5 times as
   * long as computing one sum of the whole window, so it pays only for sums that are used more than once.
   * @param of identifies what is summed
   */
  isAskedAgain(of: string): boolean {
    const isAgain = this.asked.has(of);
    this.asked.set(of, true);
    return isAgain;
  }

  /**
   * Returns the sums of the pieces of time, in the order of the pieces. Must run within one transaction.
   * @param of identifies what is summed
   * @param compute returns the sums of a piece
   */
  get(of: string, pieces: readonly SlotWindow[], compute: (piece: SlotWindow) => IndexSums): PieceSums[] {
    const revisions = this.revisions();
    const all = revisions.get(ALL_PARTS) ?? 0;
    return pieces.map((piece) => {
      const part = partOf(piece.from);
      const [key, revision] = [`${piece.from} ${piece.to} ${of}`, `${all} ${revisions.get(part) ?? 0}`];
      const kept = this.cached.get(key);
      const sums = kept?.revision === revision ? kept.sums : compute(piece).columns();
      if (sums !== kept?.sums) this.cached.set(key, { revision, sums });
      return { start: part * PART_MS, sums };
    });
  }

  private revisions(): Map<number, number> {
    const rows = this.statements.all(
      sql<PartRevisionTable>`select part, revision from ${sql.table('part_revision')}`,
    );
    return new Map(rows.map(({ part, revision }) => [part, revision]));
  }
}
