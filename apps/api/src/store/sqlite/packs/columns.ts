/**
 * Rows of a pack, with each column as an array of numbers. A database of a million sessions has millions of such rows,
 * and only columns can be added up in the time of a page load. The numbers have the byte order of the machine, which is
 * the same on all machines that Node runs on (little-endian).
 */
export interface Columns {
  /** Ids of table `path`. */
  readonly paths: Int32Array;
  /** Milliseconds; but in packs of `sessions` and in packs of `views`, the length of the row's session in minutes. */
  readonly ms: Int32Array;
  /**
   * The number of the row's slot within the part of time that the pack covers. In packs of `sessions` and of `views`, the
   * number of the minute in which the row's session starts.
   */
  readonly slots: Uint16Array;
  /**
   * The number of visits. In packs of `sessions` and of `views`, the number of sessions: 1, or -1 in a row that takes a
   * session away.
   */
  readonly visits: Int16Array;
  /**
   * In packs of `visits`, the bucket of their lengths: see bucketOfLength. In packs of `sessions` and of `views`: see
   * sessionRow. Packs of other kinds have no such column.
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
 * The kinds of packs. A pack of `times` or `visits` has a user's rows of user_time or user_visit. A pack of `sessions`
 * has a row for each settled session, and a pack of `views` a row for each view that a settled session was on. A pack
 * of `timeSums` has one row for each path, with the sum of the rows of `times`. A pack of `lengthSums` has one row for
 * each bucket of lengths, with the sum of the rows of `visits` over all paths. The rows of both have no slots, so that
 * far fewer rows must be read for a window of many days.
 */
export const PACK_KINDS = ['times', 'visits', 'sessions', 'views', 'timeSums', 'lengthSums'] as const;

export type PackKind = (typeof PACK_KINDS)[number];

/** The kinds of packs that have sums, each with the kind that they are the sums of. */
export const SUMMED_KIND = { timeSums: 'times', lengthSums: 'visits' } as const;

export type SumKind = keyof typeof SUMMED_KIND;

export const isSumKind = (kind: PackKind): kind is SumKind => kind in SUMMED_KIND;

/** Returns the kind of the rows that a pack has, or has the sums of. */
export const rowKindOf = (kind: PackKind): Exclude<PackKind, SumKind> =>
  isSumKind(kind) ? SUMMED_KIND[kind] : kind;

/**
 * Stands for all paths: in the row of a whole session, where the rows for each of its views have the view's id, and in
 * the sums by length.
 */
export const ALL_PATHS = 0;

const ROW_BYTES: Record<PackKind, number> = {
  times: 12,
  visits: 14,
  sessions: 14,
  views: 14,
  timeSums: 12,
  lengthSums: 14,
};

const MOST_MS = 2 ** 31 - 1;
const MOST_VISITS = 2 ** 15 - 1;

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

/** Returns the columns of a pack after rows were added to it. */
export const appendRows = (
  kind: PackKind,
  before: Uint8Array | null | undefined,
  added: readonly PackRow[],
): Uint8Array => {
  const old = before && decodeColumns(kind, before);
  const rows = added.flatMap(split);
  const offset = old?.paths.length ?? 0;
  const blob = new Uint8Array((offset + rows.length) * ROW_BYTES[kind]);
  const columns = decodeColumns(kind, blob);
  if (old) {
    columns.paths.set(old.paths);
    columns.ms.set(old.ms);
    columns.slots.set(old.slots);
    columns.visits.set(old.visits);
    if (old.extras) columns.extras?.set(old.extras);
  }
  rows.forEach(({ path, ms, slot, visits, extra = 0 }, index) => {
    columns.paths[offset + index] = path;
    columns.ms[offset + index] = ms;
    columns.slots[offset + index] = slot;
    columns.visits[offset + index] = visits;
    if (columns.extras) columns.extras[offset + index] = extra;
  });
  return blob;
};

/** Adds rows to a pack of sums. Returns its new columns, which have one row for each path or each bucket of lengths. */
export const addToSums = (
  kind: SumKind,
  before: Uint8Array | null | undefined,
  added: readonly PackRow[],
): Uint8Array => {
  const sums = new Map<number, { path: number; ms: number; visits: number; slot: number; extra: number }>();
  const isByPath = kind === 'timeSums';
  const add = (path: number, extra: number, ms: number, visits: number): void => {
    const key = isByPath ? path : extra;
    const sum = sums.get(key) ?? { path: isByPath ? path : ALL_PATHS, ms: 0, visits: 0, slot: 0, extra };
    sum.ms += ms;
    sum.visits += visits;
    sums.set(key, sum);
  };
  if (before) {
    const { paths, ms, visits, extras } = decodeColumns(kind, before);
    paths.forEach((path, index) => {
      add(path, extras?.[index] ?? 0, ms[index] ?? 0, visits[index] ?? 0);
    });
  }
  for (const { path, extra = 0, ms, visits } of added) add(path, extra, ms, visits);
  const rows = [...sums.values()].filter(({ ms, visits }) => ms !== 0 || visits !== 0);
  return appendRows(kind, undefined, rows);
};

/** Returns the rows in the slots [first, end). If all rows are in these slots, returns `columns` itself. */
export const rowsInSlots = (columns: Columns, first: number, end: number): Columns => {
  const { paths, ms, slots, visits, extras } = columns;
  const all = new Uint32Array(slots.length);
  let count = 0;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] ?? 0;
    if (slot >= first && slot < end) all[count++] = i;
  }
  if (count === slots.length) return columns;
  const rows = all.subarray(0, count);
  return {
    paths: pick(paths, rows, new Int32Array(count)),
    ms: pick(ms, rows, new Int32Array(count)),
    slots: pick(slots, rows, new Uint16Array(count)),
    visits: pick(visits, rows, new Int16Array(count)),
    extras: extras && pick(extras, rows, new Uint16Array(count)),
  };
};

/** Copies some rows of a column. A loop, because `from` with a function takes ten times as long. */
const pick = <T extends Int32Array | Uint16Array | Int16Array>(
  column: T,
  rows: Uint32Array,
  picked: T,
): T => {
  for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i] ?? 0] ?? 0;
  return picked;
};

/** Splits a row whose numbers are too large for the columns into several rows with the same sum. */
const split = (row: PackRow): PackRow[] => {
  const ms = limited(row.ms, MOST_MS);
  const visits = limited(row.visits, MOST_VISITS);
  if (ms === row.ms && visits === row.visits) return [row];
  return [{ ...row, ms, visits }, ...split({ ...row, ms: row.ms - ms, visits: row.visits - visits })];
};

const limited = (value: number, most: number): number => Math.max(-most, Math.min(most, value));
