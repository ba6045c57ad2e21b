import { createHash } from 'node:crypto';
import type { SlotWindow } from '../../ports/session-store.js';
import { addRows, IndexSums, SUMMED_ROWS, type SummedBy } from './index-sums.js';
import type { Batch, PackReader, Users } from './pack-reader.js';
import type { PartSums, PieceSums } from './part-sums.js';
import { PART_MS, partOf } from './parts.js';

/** Splits a window at the edges of parts of time. An empty window has no pieces. */
export const piecesOf = ({ from, to }: SlotWindow): SlotWindow[] => {
  if (from >= to) return [];
  const first = partOf(from);
  return Array.from({ length: partOf(to - 1) - first + 1 }, (_, index) => ({
    from: Math.max(from, (first + index) * PART_MS),
    to: Math.min(to, (first + index + 1) * PART_MS),
  }));
};

/** Sums up the rows of sets of users. Caches the sums of sets of users that are asked for again. */
export class SetSums {
  constructor(
    readonly reader: PackReader,
    private readonly partSums: PartSums,
  ) {}

  /** Returns the sums of all rows in the window; see {@link addRows}. */
  sum(by: Exclude<SummedBy, 'slot' | 'view and hour'>, window: SlotWindow, users: Users): IndexSums {
    const total = new IndexSums();
    const { pieces, rest } = this.split(by, window, users);
    for (const { sums } of pieces) total.addAll(sums);
    for (const { columns } of rest) addRows(total, by, columns, this.reader.paths);
    return total;
  }

  /**
   * Returns the sums of the window by piece of time, and the rows that are not in these sums. The first time that the
   * sums of a set of users are asked for, there are no sums, and `rest` has all rows. Later `rest` has only what only
   * sessions' rows have.
   */
  split(
    by: SummedBy,
    window: SlotWindow,
    users: Users,
  ): { readonly pieces: readonly PieceSums[]; readonly rest: Iterable<Batch> } {
    const { reader } = this;
    const kind = SUMMED_ROWS[by];
    const name = `${by} ${nameOf(users)}`;
    if (!this.partSums.isAskedAgain(name)) {
      return { pieces: [], rest: reader.batches(kind, users, window) };
    }
    return {
      pieces: this.partSums.get(name, piecesOf(window), (piece) => this.inPiece(by, piece, users)),
      rest: reader.unstored(kind, users, window),
    };
  }

  /** Returns the sums of a piece of time, without what only the rows of sessions have. */
  private inPiece(by: SummedBy, piece: SlotWindow, users: Users): IndexSums {
    const sums = new IndexSums();
    for (const { columns } of this.reader.stored(SUMMED_ROWS[by], users, piece)) {
      addRows(sums, by, columns, this.reader.paths);
    }
    return sums;
  }
}

/** Returns a short text that is different for different sets of users. */
const nameOf = ({ usernames, notUsernames }: Users): string =>
  createHash('sha256')
    .update(JSON.stringify([usernames ?? null, notUsernames ?? null]))
    .digest('base64');
