/**
 * Some of a user's time or visits, as columns of numbers: a database of a million sessions has millions of such rows, and
 * only columns can be added up in the time of a page load. The numbers have the byte order of the machine, which is the
 * same on all that Node runs on (little-endian).
 */
export interface Columns {
  /** Ids of table `path`. */
  readonly paths: Int32Array;
  readonly ms: Int32Array;
  /** The number of the slot within the pack. */
  readonly slots: Uint16Array;
  readonly visits: Int16Array;
  /** Of visits: see bucketOfLength. Of sessions: see session-rows.ts. undefined for times. */
  readonly extras: Uint16Array | undefined;
}

/** A row of the columns. Rows with the same path, slot and bucket add up, and may be negative. */
export interface PackRow {
  readonly path: number;
  readonly ms: number;
  readonly slot: number;
  readonly visits: number;
  readonly extra?: number;
}

/**
 * What a pack holds. `views`: a row for each view that a session was on. `timeSums`: the sums of `times` by path, without
 * slots, so that a window of many days has far fewer rows.
 */
export const PACK_KINDS = ['times', 'visits', 'sessions', 'views', 'timeSums'] as const;

export type PackKind = (typeof PACK_KINDS)[number];

const ROW_BYTES: Record<PackKind, number> = { times: 12, visits: 14, sessions: 14, views: 14, timeSums: 12 };

const MOST_MS = 2 ** 31 - 1;
const MOST_VISITS = 2 ** 15 - 1;

export const decodeColumns = (kind: PackKind, blob: Uint8Array): Columns => {
  // Columns of 32 bits must begin at a multiple of 4.
  const { buffer, byteOffset } = blob.byteOffset % 4 === 0 ? blob : blob.slice();
  const rows = blob.byteLength / ROW_BYTES[kind];
  return {
    paths: new Int32Array(buffer, byteOffset, rows),
    ms: new Int32Array(buffer, byteOffset + 4 * rows, rows),
    slots: new Uint16Array(buffer, byteOffset + 8 * rows, rows),
    visits: new Int16Array(buffer, byteOffset + 10 * rows, rows),
    extras: ROW_BYTES[kind] === 12 ? undefined : new Uint16Array(buffer, byteOffset + 12 * rows, rows),
  };
};

/** Returns the columns of a pack with rows added to it. */
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

/** Returns the columns of a pack of sums with rows added to it: one row for each path. */
export const addToSums = (before: Uint8Array | null | undefined, added: readonly PackRow[]): Uint8Array => {
  const sums = new Map<number, { path: number; ms: number; visits: number; slot: number }>();
  const add = (path: number, ms: number, visits: number): void => {
    const sum = sums.get(path) ?? { path, ms: 0, visits: 0, slot: 0 };
    sum.ms += ms;
    sum.visits += visits;
    sums.set(path, sum);
  };
  if (before) {
    const { paths, ms, visits } = decodeColumns('timeSums', before);
    paths.forEach((path, index) => {
      add(path, ms[index] ?? 0, visits[index] ?? 0);
    });
  }
  for (const { path, ms, visits } of added) add(path, ms, visits);
  return appendRows('timeSums', undefined, [...sums.values()]);
};

/** Returns the rows in the slots [first, end): the same columns if these are all rows. */
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
    paths: Int32Array.from(rows, (i) => paths[i] ?? 0),
    ms: Int32Array.from(rows, (i) => ms[i] ?? 0),
    slots: Uint16Array.from(rows, (i) => slots[i] ?? 0),
    visits: Int16Array.from(rows, (i) => visits[i] ?? 0),
    extras: extras && Uint16Array.from(rows, (i) => extras[i] ?? 0),
  };
};

/** Splits a row whose numbers are too large for the columns. */
const split = (row: PackRow): PackRow[] => {
  const ms = limited(row.ms, MOST_MS);
  const visits = limited(row.visits, MOST_VISITS);
  if (ms === row.ms && visits === row.visits) return [row];
  return [{ ...row, ms, visits }, ...split({ ...row, ms: row.ms - ms, visits: row.visits - visits })];
};

const limited = (value: number, most: number): number => Math.max(-most, Math.min(most, value));
