import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase, readSettings } from '@dwell/api';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginOf, DAY_MS, type DataSize, usernameOf } from './data-size.js';
import { fill } from './fill.js';
import type { Tally } from './tally.js';

const SIZE: DataSize = {
  sessions: 500,
  days: 8,
  users: 20,
  views: 6,
  seed: 5,
  until: Date.UTC(2026, 5, 10, 15),
};
const OPTIONS = { sessionsPerCommit: 120 };

describe('fill', () => {
  let folder: string;
  let database: Database;
  let tally: Tally;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dwell-fill-'));
    database = await openDatabase(readSettings({ DATABASE_URL: 'file:filled.db' }, folder));
    tally = await fill(database, SIZE, OPTIONS);
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('gives the figures of the independent count, for all days and for some of them', async () => {
    const begin = beginOf(SIZE);
    for (const [first, last] of [
      [0, 8],
      [2, 5],
      [6, 7],
    ] as const) {
      const window = { from: begin + first * DAY_MS, to: begin + last * DAY_MS };
      expect(await database.sessions.summarize(window, {})).toMatchObject(
        tally.window(window.from, window.to),
      );
    }
  });

  it('gives the figures of the independent count for each view, and for each of three users', async () => {
    const window = { from: beginOf(SIZE), to: beginOf(SIZE) + SIZE.days * DAY_MS };
    for (const [view, figures] of tally.views()) {
      expect(await database.sessions.summarize(window, { view })).toMatchObject(figures);
    }
    for (const [user, figures] of tally.users()) {
      const usernames = [usernameOf(user)];
      expect(await database.sessions.summarize(window, { usernames })).toMatchObject(figures);
    }
  });

  it('rejects a database that has the sessions already', async () => {
    await expect(fill(database, SIZE, OPTIONS)).rejects.toThrow('already');
  });
});
