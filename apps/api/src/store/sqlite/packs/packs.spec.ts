import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { activeWindowAt, SLOT_MS } from '@dwell/shared';
import type Database from 'better-sqlite3';
import fc from 'fast-check';
import { spanOf } from '../../model/buckets.js';
import { sumByLength } from '../../model/length-sums.js';
import type { LengthSum } from '../../ports/session-store.js';
import { keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import { findDifferences } from '../archive/differences.js';
import { rebuildSteps } from '../archive/rebuild.js';
import { queryBuilder, type Statements } from '../connection/kysely.js';
import { encodeChange } from '../record/encode-session.js';
import type { SessionWriter } from '../record/session-writer.js';
import { StatisticsReader } from '../statistics/reader.js';
import { type MemoryDatabase, openMemoryDatabase } from '../testing/memory-database.js';
import { BucketSums } from './bucket-sums.js';
import { appendRows, decodeColumns, type PackRow, rowsInSlots } from './columns.js';
import { packDifferences } from './pack-differences.js';
import { PackReader } from './pack-reader.js';
import { PartSums } from './part-sums.js';
import { packId, partOf, slotInPart } from './parts.js';
import { SetSums } from './set-sums.js';
import { UserSums } from './user-sums.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const byFirst = ([a = 0]: (number | undefined)[], [b = 0]: (number | undefined)[]): number => a - b;

const byBucket = (a: LengthSum, b: LengthSum): number => a.lengthBucket - b.lengthBucket;

describe('The columns of a pack', () => {
  it.each(['times', 'visits'] as const)('hold %s that are too large for one row, in several rows', (kind) => {
    const rows: PackRow[] = [
      { path: 70_000, ms: 1, slot: 383, visits: 1, extra: 300 },
      { path: 2, ms: 5e9, slot: 0, visits: 100_000, extra: 1 },
      { path: 2, ms: -5e9, slot: 0, visits: -100_001, extra: 1 },
    ];
    const half = appendRows(kind, undefined, rows.slice(0, 2));
    // A blob may begin anywhere in its buffer, also where an array of 32-bit numbers may not begin.
    const moved = new Uint8Array(half.length + 1).subarray(1);
    moved.set(half);
    const sumsOf = (blob: Uint8Array, path: number): readonly number[] => {
      const { paths, ms, visits } = decodeColumns(kind, blob);
      return Array.from(paths).reduce(
        ([allMs = 0, all = 0], each, index) =>
          each === path ? [allMs + (ms[index] ?? 0), all + (visits[index] ?? 0)] : [allMs, all],
        [0, 0],
      );
    };
    expect(sumsOf(moved, 2)).toEqual([5e9, 100_000]);
    const whole = appendRows(kind, moved, rows.slice(2));
    expect(sumsOf(whole, 2)).toEqual([0, -1]);
    expect(sumsOf(whole, 70_000)).toEqual([1, 1]);
    const columns = decodeColumns(kind, whole);
    expect(columns.slots.at(-1)).toBe(383);
    expect(columns.extras?.at(-1)).toBe(kind === 'visits' ? 300 : undefined);
  });

  it('are sorted by slot, in whatever order the rows were added, so that the rows of any slots are found', () => {
    const slots = fc.array(fc.nat(9), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(slots, { maxLength: 4 }), fc.nat(10), fc.nat(10), (batches, first, end) => {
        let number = 0;
        let blob: Uint8Array | undefined;
        const all: PackRow[] = [];
        for (const batch of batches) {
          const rows = batch.map((slot): PackRow => ({
            path: ++number,
            ms: number,
            slot,
            visits: 1,
            extra: slot,
          }));
          blob = appendRows('visits', blob, rows);
          all.push(...rows);
        }
        const columns = decodeColumns('visits', blob ?? new Uint8Array());
        expect(Array.from(columns.slots)).toEqual(all.map(({ slot }) => slot).sort((a, b) => a - b));
        const { paths, ms, extras } = rowsInSlots(columns, first, end);
        expect(Array.from(paths, (path, index) => [path, ms[index], extras?.[index]]).sort(byFirst)).toEqual(
          all
            .filter(({ slot }) => slot >= first && slot < end)
            .map(({ path, ms, extra }) => [path, ms, extra])
            .sort(byFirst),
        );
      }),
    );
  });
});

describe('A user’s packs', () => {
  let database: Database.Database;
  let statements: Statements;
  let writer: SessionWriter;
  let commit: MemoryDatabase['commit'];
  beforeEach(async () => {
    ({ database, statements, writer, commit } = await openMemoryDatabase());
  });
  afterEach(() => {
    database.close();
  });

  const packedUntil = (username: string): number | undefined =>
    database
      .prepare<[string], number>('select packed_until from Test_packed_user where username = ?')
      .pluck()
      .get(username);
  const visitsOf = (username: string): number[] =>
    new StatisticsReader(queryBuilder(database, 'Test_'), statements)
      .visitLengths({ from: T0, to: T0 + 9 * DAY }, { usernames: [username] })
      .map(({ ms }) => ms)
      .sort((a, b) => a - b);

  it('have the user’s time of over an hour ago once a session has settled, and get what is added to it later', () => {
    const silent = commit(staying(commit(starting(keyOf('ann'), T0)), 'home', T0 + MINUTE));
    // A second session, with one visit that goes on for two hours. The visit counts in the first slot, where it began.
    let lasting = commit(starting(keyOf('ann', 'phone'), T0));
    for (let minute = 4; minute <= 124; minute += 4) {
      lasting = commit(staying(lasting, 'news', T0 + minute * MINUTE));
    }
    expect(packedUntil('ann')).toBe(T0 + SLOT_MS);
    expect(visitsOf('ann')).toEqual([MINUTE, 124 * MINUTE]);
    commit(staying(lasting, 'else', T0 + 128 * MINUTE));
    expect(visitsOf('ann')).toEqual([MINUTE, 4 * MINUTE, 124 * MINUTE]);
    // A ping after a silence of two hours: the session is not settled any more, and its visit goes on.
    commit(staying(silent, 'home', T0 + 129 * MINUTE));
    expect(visitsOf('ann')).toEqual([4 * MINUTE, 124 * MINUTE, 129 * MINUTE]);
    expect(findDifferences(statements)).toEqual([]);
  });

  it('give the sums of any window of slots, also when time comes late and in any order', () => {
    const slot = fc.integer({ min: 0, max: (12 * DAY) / SLOT_MS }).map((slots) => T0 + slots * SLOT_MS);
    const time = fc.record({
      username: fc.constantFrom('ann', 'ben'),
      slot,
      view: fc.constantFrom('home', 'news'),
      tab: fc.constantFrom('', 'a'),
      ms: fc.integer({ min: 1, max: SLOT_MS }),
      visits: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(time, { minLength: 1 }), slot, slot, (rows, one, other) => {
        database.exec(
          'delete from Test_user_time; delete from Test_user_visit; delete from Test_pack; delete from Test_packed_user',
        );
        writer.packer.forget();
        for (const [index, { username, ...row }] of rows.entries()) {
          // The rows after the middle come late: they are added to packs that exist.
          if (index === Math.floor(rows.length / 2)) {
            writer.packer.pack('ann', T0 + 6 * DAY);
            writer.packer.flush();
          }
          writer.addUserTime(username, row);
          if (row.visits > 0) writer.addUserVisits(username, [{ ...row, length_bucket: row.ms % 300 }]);
        }
        writer.packer.pack('ann', T0 + 11 * DAY);
        writer.packer.flush();
        const window = { from: Math.min(one, other), to: Math.max(one, other) };
        const inWindow = rows.filter(({ slot }) => slot >= window.from && slot < window.to);
        const expected = (of: readonly (typeof rows)[number][]): number =>
          of.reduce((sum, { ms }) => sum + ms, 0);
        const sets = new SetSums(new PackReader(statements), new PartSums(statements));
        const sums = new UserSums(sets);
        for (const username of ['ann', 'ben']) {
          const ofUser = inWindow.filter((row) => row.username === username);
          const found = sums.byPath(window, { usernames: [username] }, 'news');
          expect(found.reduce((sum, { ms }) => sum + ms, 0)).toBe(
            expected(ofUser.filter(({ view }) => view === 'news')),
          );
        }
        for (const users of [{ usernames: ['ann'] }, { usernames: undefined }]) {
          const asked = inWindow.filter(({ username }) => !users.usernames || username === 'ann');
          const lengths = asked.map(({ ms, visits }) => ({ lengthBucket: ms % 300, ms, visits }));
          const expectedSums = sumByLength(lengths.filter(({ visits }) => visits > 0)).sort(byBucket);
          // The second time, the window is split at the edges of parts, and the sum of each piece is cached. The third
          // time, these sums are read from the cache.
          for (let time = 1; time <= 3; time++) {
            const found = sets.sum('length', window, users).entries();
            expect(found.map(({ index, ...sum }) => ({ lengthBucket: index, ...sum }))).toEqual(expectedSums);
          }
        }
        const slots = Array.from({ length: (window.to - window.from) / SLOT_MS }, (_, index) => ({
          from: window.from + index * SLOT_MS,
          to: window.from + (index + 1) * SLOT_MS,
        }));
        const buckets = [...slots, { from: window.to, to: window.to + SLOT_MS }];
        const bySlot = new BucketSums(buckets, spanOf(buckets), 1);
        const ofAll = { view: undefined, isByView: false, sign: 1 } as const;
        sums.addBuckets(bySlot, { usernames: ['ann'] }, ofAll);
        const annsMs = new Map<number, number>();
        for (const { username, slot, ms } of rows) {
          if (username !== 'ann' || slot < window.from || slot > window.to) continue;
          const bucket = (slot - window.from) / SLOT_MS;
          annsMs.set(bucket, (annsMs.get(bucket) ?? 0) + ms);
        }
        expect(new Map(bySlot.entries().map(({ index, ms }) => [index, ms]))).toEqual(annsMs);
        const byUser = sums.byUser(window, {}, undefined);
        expect(byUser.reduce((sum, { ms }) => sum + ms, 0)).toBe(expected(inWindow));
        expect(findDifferences(statements).filter(({ of }) => of.includes('packed'))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('get the time of a user whose session goes on for days, at the latest a day later', () => {
    let session = commit(starting(keyOf('wall'), T0));
    for (let at = T0; at < T0 + 3 * DAY; at += HOUR / 4) session = commit(staying(session, 'board', at));
    expect(packedUntil('wall')).toBeGreaterThanOrEqual(T0 + 2 * DAY);
    // The next commit settles the session of `wall`, which is too long to be packed.
    const end = T0 + 4 * DAY;
    commit(staying(commit(starting(keyOf('ben'), end)), 'late', end + MINUTE));
    const reader = new StatisticsReader(queryBuilder(database, 'Test_'), statements);
    const day = { from: T0 + 2 * DAY, to: T0 + 3 * DAY };
    const filter = { usernames: ['wall'] };
    expect(reader.summarize(day, filter).sessions).toBe(1);
    expect(reader.sessionsInProgress(day, filter, activeWindowAt(end, MINUTE), end)).toEqual([
      { at: day.from, sessions: 1 },
      { at: day.to - HOUR / 4 + MINUTE, sessions: 0 },
    ]);
    expect(findDifferences(statements)).toEqual([]);
  });

  it('are made by a rebuild for users who had none, and a wrong sum in them is found as a difference', () => {
    let session = commit(starting(keyOf('ann'), T0));
    writer.withoutSums(() => {
      for (const minute of [1, 2, 3]) session = commit(staying(session, `${minute}`, T0 + minute * MINUTE));
      commit(staying(commit(starting(keyOf('ben'), T0 + DAY)), 'late', T0 + DAY + MINUTE));
    });
    expect([packedUntil('ann'), packedUntil('ben')]).toEqual([0, 0]);
    for (const step of rebuildSteps(statements, writer)) step();
    expect(packedUntil('ann')).toBeGreaterThan(T0);
    expect(findDifferences(statements)).toEqual([]);
    const id = packId('timeSums', 1, partOf(T0));
    const find = database.prepare<[number], Uint8Array>('select columns from Test_pack where id = ?').pluck();
    const blob = find.get(id) ?? new Uint8Array();
    const { ms } = decodeColumns('timeSums', blob);
    ms[1] = (ms[1] ?? 0) + 5;
    database.prepare('update Test_pack set columns = ? where id = ?').run(blob, id);
    expect(findDifferences(statements)).toEqual([
      {
        of: 'time of a user by path: the sum of some days in the packs, and the packed sum',
        username: 'ann',
        view: '2',
        at: T0 - slotInPart(T0) * SLOT_MS,
        figures: [MINUTE, MINUTE + 5],
      },
    ]);
  });

  it('take over the rows of a table, and a row that comes late is added to its pack and not to the table', () => {
    const rows = database.prepare<[], number>('select count(*) from Test_user_time').pluck();
    const time = { view: 'home', tab: '', ms: MINUTE, visits: 0 };
    for (const slot of [T0, T0 + SLOT_MS]) writer.addUserTime('ann', { slot, ...time });
    expect(rows.get()).toBe(2);
    writer.packer.pack('ann', T0 + SLOT_MS);
    writer.addUserTime('ann', { slot: T0, ...time });
    expect(rows.get()).toBe(1);
    writer.packer.flush();
    expect(rows.get()).toBe(1);
  });

  it('have a row that is left in a table although its slot is packed reported as a difference', () => {
    for (const slot of [T0, T0 + SLOT_MS]) {
      writer.addUserTime('ann', { slot, view: 'home', tab: '', ms: MINUTE, visits: 0 });
    }
    writer.packer.pack('ann', T0 + SLOT_MS);
    writer.packer.flush();
    const left = { username: 'ann', view: 'home', at: T0, figures: [1, 0] };
    database.exec(`insert into Test_user_time values ('ann', ${T0}, 'home', '', 1, 0)`);
    expect(findDifferences(statements)).toContainEqual(expect.objectContaining(left));
  });

  it('whose rows are not in the order of their slots are reported as differences', () => {
    for (const slot of [T0, T0 + SLOT_MS]) {
      writer.addUserTime('ann', { slot, view: 'home', tab: '', ms: MINUTE, visits: 0 });
    }
    writer.packer.pack('ann', T0 + DAY);
    writer.packer.flush();
    const find = database.prepare<[number], Uint8Array>('select columns from Test_pack where id = ?').pluck();
    const id = packId('times', 1, partOf(T0));
    const blob = find.get(id) ?? new Uint8Array();
    const { slots } = decodeColumns('times', blob);
    expect(Array.from(slots)).toEqual([slotInPart(T0), slotInPart(T0) + 1]);
    slots.reverse();
    database.prepare('update Test_pack set columns = ? where id = ?').run(blob, id);
    expect(findDifferences(statements)).toContainEqual({
      of: 'rows of a pack (times): in the order of their slots',
      username: 'ann',
      at: T0 - slotInPart(T0) * SLOT_MS,
      figures: [slotInPart(T0) + 1, slotInPart(T0)],
    });
    expect(packDifferences(statements, 1)).toHaveLength(1);
  });

  it('stay right after a transaction that failed', () => {
    let session = commit(starting(keyOf('ann'), T0));
    session = commit(staying(session, 'home', T0 + MINUTE));
    const failing = encodeChange(staying(session, 'a new view', T0 + 2 * MINUTE));
    const broken = { ...failing, writes: failing.writes.map((write) => ({ ...write, accounting: null })) };
    expect(() => writer.commit([broken as unknown as typeof failing])).toThrow();
    commit(staying(session, 'another', T0 + 2 * MINUTE));
    commit(staying(commit(starting(keyOf('ben'), T0 + DAY)), 'a new view', T0 + DAY + MINUTE));
    commit(staying(commit(starting(keyOf('cleo'), T0 + 2 * DAY)), 'late', T0 + 2 * DAY + MINUTE));
    expect(packedUntil('ben')).toBeGreaterThan(T0 + DAY);
    expect(findDifferences(statements)).toEqual([]);
  });
});
