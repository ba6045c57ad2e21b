import { createHash } from 'node:crypto';
import type { SlotWindow } from '../../ports/session-store.js';
import { addRows, IndexSums, type SumColumns, SUMMED_ROWS, type SummedBy } from './index-sums.js';
import type { Batch, PackReader, Users } from './pack-reader.js';
import type { PartSums } from './part-sums.js';
import { PART_MS, partOf } from './parts.js';

/** The sums of a part of time that begins at `start`, in epoch milliseconds. */
export interface PartOfWindow {
  readonly start: number;
  readonly sums: SumColumns;
}

/** A range of parts of time, by their numbers: [first, end). */
interface Parts {
  readonly first: number;
  readonly end: number;
}

/** Returns the parts of time that the window contains. */
export const partsIn = ({ from, to }: SlotWindow): Parts => {
  const first = Math.ceil(from / PART_MS);
  return { first, end: Math.max(first, Math.floor(to / PART_MS)) };
};

/** Returns the pieces of a window before and after a range of parts. */
export const outside = ({ from, to }: SlotWindow, { first, end }: Parts): SlotWindow[] =>
  [
    { from, to: Math.min(to, first * PART_MS) },
    { from: Math.max(from, end * PART_MS), to },
  ].filter((piece) => piece.from < piece.to);

/** Sums up the rows of sets of users. Keeps the sums of whole parts of time for sets that are asked for again. */
export class SetSums {
  constructor(
    readonly reader: PackReader,
    private readonly partSums: PartSums,
  ) {}

  /** Returns the sums of all rows in the window; see {@link addRows}. */
  sum(by: Exclude<SummedBy, 'slot' | 'view and hour'>, window: SlotWindow, users: Users): IndexSums {
    const total = new IndexSums();
    const { parts, rest } = this.split(by, window, users);
    for (const { sums } of parts) total.addAll(sums);
    for (const { columns } of rest) addRows(total, by, columns, this.reader.paths);
    return total;
  }

  /**
   * Returns the sums of the parts of time that the window contains, and the rows of the rest of the window. If the users
   * are asked for the first time, the rest is the whole window.
   */
  split(
    by: SummedBy,
    window: SlotWindow,
    users: Users,
  ): { readonly parts: readonly PartOfWindow[]; readonly rest: Iterable<Batch> } {
    const { reader } = this;
    const kind = SUMMED_ROWS[by];
    const name = `${by} ${nameOf(users)}`;
    const { first, end } = partsIn(window);
    if (first === end || !this.partSums.isAskedAgain(name)) {
      return { parts: [], rest: reader.batches(kind, users, window) };
    }
    const parts = this.partSums.get(name, first, end, (from, to) => this.byPart(by, from, to, users));
    return {
      parts: parts.map((sums, index) => ({ start: (first + index) * PART_MS, sums })),
      rest: concat([
        ...outside(window, { first, end }).map((edge) => reader.stored(kind, users, edge)),
        reader.unstored(kind, users, window),
      ]),
    };
  }

  /** Returns the sums of the parts from the number `first` to before `end`, without what is only in rows of sessions. */
  private byPart(by: SummedBy, first: number, end: number, users: Users): Map<number, IndexSums> {
    const parts = new Map<number, IndexSums>();
    const window = { from: first * PART_MS, to: end * PART_MS };
    for (const { columns, start } of this.reader.stored(SUMMED_ROWS[by], users, window)) {
      const part = partOf(start);
      const sums = parts.get(part) ?? new IndexSums();
      parts.set(part, sums);
      addRows(sums, by, columns, this.reader.paths);
    }
    return parts;
  }
}

/** Returns a short text that is different for different users. */
const nameOf = ({ usernames, notUsernames }: Users): string =>
  createHash('sha256')
    .update(JSON.stringify([usernames ?? null, notUsernames ?? null]))
    .digest('base64');

function* concat<T>(iterables: Iterable<Iterable<T>>): Generator<T, void> {
  for (const iterable of iterables) yield* iterable;
}
