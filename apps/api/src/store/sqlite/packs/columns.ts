import { countWhile } from '../../model/count-while.js';

/**
 * Rows of a pack, with each column as an array of numbers. A database of a million sessions has millions of such rows,
 * and only columns can be added up in the time of a page load. The numbers have the byte order of the machine, which is
 * little-endian on nearly all machines. A machine with the other byte order can't read these packs. The rows are in the
 * order of their slots, so that those of a window are found without reading the others.
 */
export interface Columns {
  /** Ids of rows of the table `path`, or {@link ALL_PATHS}. */
  readonly paths: Int32Array;
  /** Milliseconds; but in packs of `sessions` and in packs of `views`, the length of the row's session in minutes. */
  readonly ms: Int32Array;
  /**
   * The number of the row's slot within the part of time that the pack covers. In packs of `sessions` and of `views`,
   * the number of the minute in which the row's session starts.
   */
  readonly slots: Uint16Array;
  /**
   * The number of visits. In packs of `sessions` and of `views`, the number of sessions: 1, or -1 in a row that takes a
   * session away.
   */
  readonly visits: Int16Array;
  /**
   * In packs of `visits` and of `lengthSums`, the bucket of the visits' lengths: see bucketOfLength. In packs of
   * `sessions` and of `views`: see sessionRow. Packs of `times` and the sums of them have no such column.
   */
  readonly extras: Uint16Array | undefined;
}

/**
 * A row of the columns. Several rows can have the same path, slot and `extra`: then they add up. A row can be negative:
 * it takes away what an earlier row added.
 */
export interface PackRow {
  readonly path: number;
  readonly ms: number;
  readonly slot: number;
  readonly visits: number;
  readonly extra?: number;
}

/**
 * The kinds of packs. Packs of `times` and of `visits` have the rows that were moved out of user_time and user_visit. A
 * pack of `sessions` has a row for each settled session, and a pack of `views` a row for each view that a settled
 * session was on; both leave out the sessions of LONG_CLASSES. The other packs have sums, so that a query for many days
 * reads far fewer rows:
 * - `timeSums` has one row for each path: the sum of the rows of `times` over all slots.
 * - `slotSums` has one row for each slot: the sum of the rows of `times` over all paths.
 * - `lengthSums` has one row for each bucket of lengths: the sum of the rows of `visits` over all paths and slots.
 */
export const PACK_KINDS = [
  'times',
  'visits',
  'sessions',
  'views',
  'timeSums',
  'lengthSums',
  'slotSums',
] as const;

export type PackKind = (typeof PACK_KINDS)[number];

/** For each kind of packs of sums: the kind of packs whose rows are summed. */
export const SUMMED_KIND = { timeSums: 'times', lengthSums: 'visits', slotSums: 'times' } as const;

/** For each kind of packs of sums: the column whose value identifies a row. */
const SUMMED_BY = { timeSums: 'path', lengthSums: 'extra', slotSums: 'slot' } as const;

export type SumKind = keyof typeof SUMMED_KIND;

export const isSumKind = (kind: PackKind): kind is SumKind => kind in SUMMED_KIND;

/** Returns the kind of the rows that a pack has, or has the sums of. */
export const rowKindOf = (kind: PackKind): Exclude<PackKind, SumKind> =>
  isSumKind(kind) ? SUMMED_KIND[kind] : kind;

/** The path of rows that are about no single path: all rows of the packs of `sessions`, `slotSums` and `lengthSums`. */
export const ALL_PATHS = 0;

/** By kind of pack: the size of a row, in bytes. */
export const ROW_BYTES: Readonly<Record<PackKind, number>> = {
  times: 12,
  visits: 14,
  sessions: 14,
  views: 14,
  timeSums: 12,
  lengthSums: 14,
  slotSums: 12,
};

const MOST_MS = 2 ** 31 - 1;
const MOST_VISITS = 2 ** 15 - 1;

/**
 * Returns the columns of a pack's blob. They share the memory of the blob or, if the blob does not begin at a multiple
 * of 4 bytes in its buffer, of a copy.
 */
export const decodeColumns = (kind: PackKind, blob: Uint8Array): Columns => {
  // An array of 32-bit numbers must begin at a multiple of 4 in its buffer.
  const { buffer, byteOffset } = blob.byteOffset % 4 === 0 ? blob : blob.slice();
  const rows = blob.byteLength / ROW_BYTES[kind];
  return {
    paths: new Int32Array(buffer, byteOffset, rows),
    ms: new Int32Array(buffer, byteOffset + 4 * rows, rows),
    slots: new Uint16Array(buffer, byteOffset + 8 * rows, rows),
    visits: new Int16Array(buffer, byteOffset + 10 * rows, rows),
    extras: rowKindOf(kind) === 'times' ? undefined : new Uint16Array(buffer, byteOffset + 12 * rows, rows),
  };
};

/** Yields the rows of a pack, one by one. */
export function* rowsOf({ paths, ms, slots, visits, extras }: Columns): Generator<PackRow, void> {
  for (let i = 0; i < paths.length; i++) {
    yield {
      path: paths[i] ?? 0,
      ms: ms[i] ?? 0,
      slot: slots[i] ?? 0,
      visits: visits[i] ?? 0,
      extra: extras?.[i],
    };
  }
}

/**
 * Returns a pack's blob with rows added, in the order of the slots. `before` is the blob so far, if there is one.
 */
export const appendRows = (
  kind: PackKind,
  before: Uint8Array | null | undefined,
  added: readonly PackRow[],
): Uint8Array => {
  const old = decodeColumns(kind, before ?? new Uint8Array());
  const rows = added.flatMap(split).sort((a, b) => a.slot - b.slot);
  const blob = new Uint8Array((old.paths.length + rows.length) * ROW_BYTES[kind]);
  const columns = decodeColumns(kind, blob);
  let copied = 0;
  const copyUntil = (end: number, offset: number): void => {
    if (end === copied) return;
    columns.paths.set(old.paths.subarray(copied, end), copied + offset);
    columns.ms.set(old.ms.subarray(copied, end), copied + offset);
    columns.slots.set(old.slots.subarray(copied, end), copied + offset);
    columns.visits.set(old.visits.subarray(copied, end), copied + offset);
    if (old.extras) columns.extras?.set(old.extras.subarray(copied, end), copied + offset);
    copied = end;
  };
  rows.forEach(({ path, ms, slot, visits, extra = 0 }, index) => {
    copyUntil(rowsBefore(old.slots, slot + 1), index);
    const at = copied + index;
    columns.paths[at] = path;
    columns.ms[at] = ms;
    columns.slots[at] = slot;
    columns.visits[at] = visits;
    if (columns.extras) columns.extras[at] = extra;
  });
  copyUntil(old.paths.length, rows.length);
  return blob;
};

/** Returns the blob of a pack of sums with rows added to the sums: one row for each path, slot or bucket of lengths. */
export const addToSums = (
  kind: SumKind,
  before: Uint8Array | null | undefined,
  added: readonly PackRow[],
): Uint8Array => {
  const by = SUMMED_BY[kind];
  const sums = new Map<number, { ms: number; visits: number }>();
  const add = ({ [by]: key = 0, ms, visits }: PackRow): void => {
    const sum = sums.get(key) ?? { ms: 0, visits: 0 };
    sum.ms += ms;
    sum.visits += visits;
    sums.set(key, sum);
  };
  if (before) for (const row of rowsOf(decodeColumns(kind, before))) add(row);
  added.forEach(add);
  const rows = Array.from(sums, ([key, sum]) => ({ path: ALL_PATHS, slot: 0, [by]: key, ...sum }));
  return appendRows(
    kind,
    undefined,
    rows.filter(({ ms, visits }) => ms !== 0 || visits !== 0),
  );
};

/** Returns the rows of a pack. Adds up rows of the same path, slot and `extra`, and leaves out sums that are zero. */
export const mergedRows = (kind: PackKind, blob: Uint8Array): PackRow[] => {
  const merged = new Map<string, PackRow>();
  for (const row of rowsOf(decodeColumns(kind, blob))) {
    const key = `${row.path} ${row.slot} ${row.extra}`;
    const { ms, visits } = merged.get(key) ?? { ms: 0, visits: 0 };
    merged.set(key, { ...row, ms: ms + row.ms, visits: visits + row.visits });
  }
  return [...merged.values()].filter(({ ms, visits }) => ms !== 0 || visits !== 0);
};

/** Returns the rows in the slots [first, end), without copying them. */
export const rowsInSlots = (
  { paths, ms, slots, visits, extras }: Columns,
  first: number,
  end: number,
): Columns => {
  const [from, to] = [rowsBefore(slots, first), rowsBefore(slots, end)];
  return {
    paths: paths.subarray(from, to),
    ms: ms.subarray(from, to),
    slots: slots.subarray(from, to),
    visits: visits.subarray(from, to),
    extras: extras?.subarray(from, to),
  };
};

/** Returns how many rows have slots before `slot`. */
const rowsBefore = (slots: Uint16Array, slot: number): number => {
  // Most rows that are added to a pack are in later slots than the rows that it has.
  if ((slots.at(-1) ?? 0) < slot) return slots.length;
  return countWhile(slots.length, (index) => (slots[index] ?? 0) < slot);
};

/** Splits a row whose numbers are too large for the columns into several rows with the same sum. */
const split = (row: PackRow): PackRow[] => {
  const ms = limited(row.ms, MOST_MS);
  const visits = limited(row.visits, MOST_VISITS);
  if (ms === row.ms && visits === row.visits) return [row];
  return [{ ...row, ms, visits }, ...split({ ...row, ms: row.ms - ms, visits: row.visits - visits })];
};

const limited = (value: number, most: number): number => Math.max(-most, Math.min(most, value));
