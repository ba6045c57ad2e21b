import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type Database from 'better-sqlite3';
import { sketched, T0 } from '../../testing/session-changes.js';
import { openMemoryDatabase } from '../testing/memory-database.js';
import { encodeChange } from './encode-session.js';
import { type SessionWriter, SETTLE_AFTER_MS } from './session-writer.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('SessionWriter', () => {
  let database: Database.Database;
  let writer: SessionWriter;
  beforeEach(async () => {
    ({ database, writer } = await openMemoryDatabase());
  });
  afterEach(() => {
    database.close();
  });

  const ping = (username: string, lastPing: number): void => {
    writer.commit([encodeChange(sketched({ username, start: lastPing, lastPing }))]);
  };
  const settled = (): string[] =>
    database
      .prepare<[], { username: string }>('select username from Test_session where settled = 1 order by pk')
      .all()
      .map(({ username }) => username);

  it('settles a session after more than an hour of silence, when another session pings', () => {
    ping('ann', T0);
    ping('ben', T0 + SETTLE_AFTER_MS);
    expect(settled()).toEqual([]);
    ping('cleo', T0 + SETTLE_AFTER_MS + MINUTE);
    expect(settled()).toEqual(['ann']);
  });

  it('goes on settling sessions after a ping from a clock that was ten days ahead', () => {
    ping('ahead', T0 + 10 * DAY);
    ping('ann', T0);
    ping('ben', T0 + SETTLE_AFTER_MS + MINUTE);
    expect(settled()).toEqual(['ann']);
  });
});
