import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type Database from 'better-sqlite3';
import type { Session } from '../../ports/session-store.js';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import { findDifferences } from '../archive/differences.js';
import { queryBuilder, type Statements } from '../connection/kysely.js';
import { toSession } from '../list/decode-session.js';
import { SessionReader } from '../list/read-session.js';
import { encodeChange } from '../record/encode-session.js';
import type { SessionWriter } from '../record/session-writer.js';
import { type MemoryDatabase, openMemoryDatabase } from '../testing/memory-database.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('The trail of a session', () => {
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

  const stored = ({ id }: Session): Session | undefined => {
    const rows = new SessionReader(queryBuilder(database, 'Test_'), statements).find(id);
    return rows && toSession(rows);
  };
  const counts = (): number[] =>
    ['session_trail', 'settled_trail'].map(
      (table) => database.prepare<[], number>(`select count(*) from Test_${table}`).pluck().get() ?? -1,
    );

  it('is in rows until the session settles, then a blob, and in rows again when the session goes on', () => {
    let ann = commit(starting(keyOf('ann'), T0));
    for (const minute of [1, 2, 3]) ann = commit(staying(ann, `${minute}`, T0 + minute * MINUTE, 'tab'));
    expect(counts()).toEqual([3, 0]);
    commit(starting(keyOf('ben'), T0 + 2 * HOUR));
    expect(counts()).toEqual([0, 1]);
    expect(stored(ann)).toEqual(ann);
    const later = commit(staying(ann, '4', T0 + 2 * HOUR + MINUTE));
    expect(later.trail.length).toBeGreaterThan(3);
    expect(counts()).toEqual([later.trail.length, 0]);
    expect(stored(later)).toEqual(later);
    // The next session of the key supersedes this one, which settles it at once.
    const next = starting(keyOf('ann'), T0 + 3 * HOUR, later);
    commit(next);
    expect(counts()).toEqual([0, 1]);
    expect(stored(later)?.trail).toEqual(later.trail);
  });

  it('has no id of a path that a failed transaction added', () => {
    const ann = commit(starting(keyOf('ann'), T0));
    const failing = encodeChange(staying(ann, 'a', T0 + MINUTE));
    const settling = starting(keyOf('ann'), T0 + 2 * MINUTE, after(staying(ann, 'a', T0 + MINUTE)));
    const broken = encodeChange(starting(keyOf('ben'), T0));
    const writes = broken.writes.map((write) => ({ ...write, accounting: null }));
    expect(() =>
      writer.commit([failing, encodeChange(settling), { ...broken, writes } as unknown as typeof broken]),
    ).toThrow();
    let cleo = commit(starting(keyOf('cleo'), T0));
    for (const view of ['b', 'a']) cleo = commit(staying(cleo, view, cleo.state.lastPing + MINUTE));
    commit(starting(keyOf('cleo'), T0 + 3 * MINUTE, cleo));
    expect(counts()[1]).toBe(1);
    expect(stored(cleo)?.trail).toEqual(cleo.trail);
  });

  it('becomes a blob if an older version has left it in rows after the session settled', () => {
    const sessions = ['ann', 'ben', 'cleo'].map((name) =>
      commit(staying(commit(starting(keyOf(name), T0)), 'home', T0 + MINUTE)),
    );
    writer.settleAll();
    database.exec(`delete from Test_settled_trail where session = 1;
      insert into Test_session_trail values (1, ${T0}, 'visible', '["home"]')`);
    const done: number[] = [];
    writer.trails.packAll((last, of) => done.push(last, of));
    expect(done).toEqual([1, 3]);
    expect(counts()).toEqual([0, 3]);
    expect(sessions.map((session) => stored(session)?.trail)).toEqual(sessions.map(({ trail }) => trail));
  });

  it('is reported as a difference if it is packed while the session goes on, or in rows when the session is settled', () => {
    commit(staying(commit(starting(keyOf('ann'), T0)), 'home', T0 + MINUTE));
    writer.settleAll();
    commit(staying(commit(starting(keyOf('ben'), T0)), 'home', T0 + MINUTE));
    expect(findDifferences(statements)).toEqual([]);
    database.exec(`insert into Test_session_trail values (1, ${T0}, 'visible', '["home"]');
      insert into Test_settled_trail select 2, stretches from Test_settled_trail`);
    expect(findDifferences(statements)).toEqual([
      { of: expect.stringMatching(/^trails /), username: 'ann', session: 1, figures: [1, 0] },
      { of: expect.stringMatching(/^trails /), username: 'ben', session: 2, figures: [1, 0] },
    ]);
  });
});
