import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, keyOf, openDatabase, readSettings, Recorder } from '@dwell/api';
import { FakeClock } from '@dwell/api/testing/fake-clock';
import { SLOT_MS } from '@dwell/shared';
import { createPeople, mergeByTime, pingsOf } from '@dwell/simulation';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fillHistory, type History } from './fill-history.js';

const MONDAY = Date.UTC(2026, 5, 1);
const HOUR = 3_600_000;
const RULES = { aliveMs: 300_000, keepaliveIntervalMs: 60_000, onInactive: 'reject' } as const;

const HISTORY: History = {
  people: createPeople(12),
  from: MONDAY + 8 * HOUR,
  until: MONDAY + 11 * HOUR,
  simulation: {
    seed: 'spec',
    utcOffsetMinutes: 0,
    keepaliveIntervalMs: 60_000,
    presence: 'hours of work',
  },
};

/** Records each ping of the history at its time, in a commit of its own. */
const recordHistory = async (database: Database): Promise<void> => {
  const clock = new FakeClock(HISTORY.from);
  const recorder = new Recorder(database.sessions, clock, { ...RULES, onInactive: 'restart' });
  const streams = HISTORY.people.map((person) => pingsOf(person, HISTORY.from, HISTORY.simulation));
  for (const ping of mergeByTime(streams)) {
    if (ping.at >= HISTORY.until) break;
    clock.set(ping.at);
    await recorder.record(keyOf(ping.username, ping.client), ping);
  }
  await recorder.close();
};

const allOf = async ({ sessions }: Database) => {
  const window = { from: HISTORY.from - (HISTORY.from % SLOT_MS), to: HISTORY.until + SLOT_MS };
  const listed = await sessions.listSessions({
    sort: 'start',
    order: 'asc',
    limit: 1_000,
    activeWindow: { after: 0, until: 0 },
  });
  const byPath = await sessions.viewTotals(window, {});
  return {
    sessions: await Promise.all(listed.map(({ id }) => sessions.findSession(id))),
    views: byPath.map((total) => JSON.stringify(total)).sort(),
    summary: await sessions.summarize(window, {}),
  };
};

describe('fillHistory', () => {
  let folder: string;
  let database: Database;

  const open = (name: string): Promise<Database> =>
    openDatabase(readSettings({ DATABASE_URL: `file:${join(folder, name)}` }, folder));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dwell-fill-'));
    database = await open('filled.db');
  });
  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('stores the same sessions, trails and statistics as the recorder does ping by ping', async () => {
    const filled = await fillHistory(database.sessions, HISTORY, RULES);
    const recorded = await open('recorded.db');
    await recordHistory(recorded);
    const expected = await allOf(recorded);
    await recorded.close();
    expect(filled.pings).toBeGreaterThan(500);
    expect(filled.sessions).toBe(expected.sessions.length);
    expect(await allOf(database)).toEqual(expected);
  });

  it('rejects a store that already holds sessions of the history’s people', async () => {
    await fillHistory(database.sessions, HISTORY, RULES);
    await expect(fillHistory(database.sessions, HISTORY, RULES)).rejects.toThrow(/already/);
  });
});
