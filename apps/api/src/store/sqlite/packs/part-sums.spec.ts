import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type Database from 'better-sqlite3';
import fc from 'fast-check';
import { SLOT_MS } from '@dwell/shared';
import type { Session, SlotWindow, StatisticsFilter } from '../../ports/session-store.js';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import { rebuildSteps } from '../archive/rebuild.js';
import { queryBuilder, type Statements } from '../connection/kysely.js';
import { encodeChange } from '../record/encode-session.js';
import type { SessionWriter } from '../record/session-writer.js';
import { StatisticsReader } from '../statistics/reader.js';
import { openMemoryDatabase } from '../testing/memory-database.js';
import { PART_MS } from './parts.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const USERS = ['ann', 'ben', 'cleo'];
const VIEWS = ['home', 'news', 'help'];

const FILTERS: readonly StatisticsFilter[] = [
  {},
  { usernames: ['ann', 'ben'] },
  { notUsernames: ['ann'] },
  { usernames: ['ann', 'cleo'], view: 'news' },
];

/** A ping of one of three users, each with one session, some time after the ping before. */
const ping = fc.record({
  user: fc.nat(USERS.length - 1),
  afterMs: fc.oneof(fc.nat(20 * MINUTE), fc.nat(30 * HOUR)),
  view: fc.constantFrom(...VIEWS),
  tab: fc.constantFrom(undefined, 'tab'),
  isAsked: fc.boolean(),
});

describe('Cached sums of parts of time', () => {
  let database: Database.Database;
  let statements: Statements;
  let writer: SessionWriter;
  beforeEach(async () => {
    ({ database, statements, writer } = await openMemoryDatabase());
  });
  afterEach(() => {
    database.close();
  });

  const newReader = (): StatisticsReader => new StatisticsReader(queryBuilder(database, 'Test_'), statements);

  /** Asks for each statistic that may read cached sums. Returns the answers in an order that does not change. */
  const answers = (reader: StatisticsReader, window: SlotWindow): unknown =>
    FILTERS.map((filter) => {
      const days = bucketsIn(window, 24 * HOUR);
      const quarters = bucketsIn(window, 6.25 * HOUR);
      return [
        reader.viewTotals(window, filter),
        reader.visitLengths(window, filter),
        reader.lengthSums(window, filter),
        reader.bucketTotals(days, filter),
        reader.bucketSums(days, filter),
        reader.bucketTotals(quarters, filter),
      ].map((rows) => rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort());
    });

  it('give the same answers as a reader without a cache, after any pings, and after the sums were computed again', () => {
    let run = 0;
    fc.assert(
      fc.property(
        fc.array(ping, { minLength: 4, maxLength: 12 }),
        fc.nat(95),
        fc.nat(95),
        (pings, from, to) => {
          // Each run has a time of its own, so that all runs can share a database.
          const begin = Math.ceil(T0 / PART_MS + ++run * 12) * PART_MS;
          const window = { from: begin - from * 15 * MINUTE, to: begin + 5 * PART_MS + to * 15 * MINUTE };
          const keeping = newReader();
          const sessions = new Map<number, Session>();
          let now = window.from - HOUR;
          for (const { user, afterMs, view, tab, isAsked } of pings) {
            now += afterMs;
            const before = sessions.get(user);
            const key = keyOf(USERS[user] ?? '', `${run}`);
            const change = before ? staying(before, view, now, tab) : starting(key, now);
            expect(writer.commit([encodeChange(change)])).toEqual([]);
            sessions.set(user, after(change));
            if (isAsked) expect(answers(keeping, window)).toEqual(answers(newReader(), window));
          }
          for (let time = 1; time <= 3; time++) {
            expect(answers(keeping, window)).toEqual(answers(newReader(), window));
          }
        },
      ),
      { numRuns: 6 },
    );
    const begin = Math.ceil(T0 / PART_MS + run * 12) * PART_MS;
    const window = { from: begin - HOUR, to: begin + 5 * PART_MS };
    const keeping = newReader();
    for (let time = 1; time <= 2; time++) answers(keeping, window);
    database.exec('update Test_user_time set ms = ms + 1');
    for (const step of rebuildSteps(statements, writer)) step();
    expect(answers(keeping, window)).toEqual(answers(newReader(), window));
  });

  it.each([1, 2, 3])(
    'have all time since the start of a window that begins %s slots after a full hour',
    (slots) => {
      const begin = Math.ceil(T0 / PART_MS) * PART_MS;
      const start = starting(keyOf('ann'), begin);
      writer.commit([encodeChange(start)]);
      writer.commit([encodeChange(staying(after(start), 'home', begin + HOUR))]);
      const window = { from: begin + slots * SLOT_MS, to: begin + 30 * HOUR };
      const reader = newReader();
      for (const filter of [{}, { usernames: ['ann'] }, { notUsernames: ['ben'] }]) {
        for (let time = 1; time <= 3; time++) {
          expect(reader.bucketTotals(bucketsIn(window, 24 * HOUR), filter)).toEqual([
            { bucket: 0, view: 'home', ms: HOUR - slots * SLOT_MS, visits: 0 },
          ]);
        }
      }
    },
  );

  it('are not computed piece by piece for a window long after everything recorded', () => {
    const reader = newReader();
    const from = 1_700_000_000_000_000 - (1_700_000_000_000_000 % SLOT_MS);
    for (let time = 1; time <= 2; time++) expect(answers(reader, { from, to: from + SLOT_MS })).toBeDefined();
  });

  it('are right for one user and for all, in a window far wider than the recorded time', () => {
    const begin = Math.ceil(T0 / PART_MS) * PART_MS;
    for (const [index, username] of USERS.entries()) {
      const start = starting(keyOf(username), begin);
      writer.commit([encodeChange(start)]);
      writer.commit([encodeChange(staying(after(start), 'home', begin + (index + 1) * MINUTE))]);
    }
    writer.settleAll();
    const ever = { from: 0, to: 100_000_000_000_000 - (100_000_000_000_000 % SLOT_MS) };
    const reader = newReader();
    for (let time = 1; time <= 2; time++) {
      expect(reader.summarize(ever, { usernames: ['ann'] })).toMatchObject({
        visibleMs: MINUTE,
        sessions: 1,
      });
      expect(reader.visitLengths(ever, {}).reduce((sum, { ms }) => sum + ms, 0)).toBe(6 * MINUTE);
      expect(reader.bucketSums([ever], {})).toMatchObject([{ ms: 6 * MINUTE }]);
    }
  });
});

const bucketsIn = ({ from, to }: SlotWindow, ms: number): SlotWindow[] => {
  const first = Math.floor(from / ms) + 1;
  const edges = Array.from({ length: Math.ceil(to / ms) - first }, (_, index) => (first + index) * ms);
  return [from, ...edges].map((begin, index) => ({ from: begin, to: edges[index] ?? to }));
};
