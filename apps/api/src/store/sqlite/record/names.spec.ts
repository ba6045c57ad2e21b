import { expect, it } from '@jest/globals';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import { queryBuilder } from '../connection/kysely.js';
import { toSession } from '../list/decode-session.js';
import { SessionReader } from '../list/read-session.js';
import { openMemoryDatabase } from '../testing/memory-database.js';
import { encodeChange } from './encode-session.js';

const MINUTE = 60_000;

it('The number that a failed transaction gave to a view does not stand for the view later', async () => {
  const { database, statements, writer, commit } = await openMemoryDatabase();
  const ann = commit(starting(keyOf('ann'), T0));
  const naming = encodeChange(staying(ann, 'a', T0 + MINUTE));
  const broken = encodeChange(starting(keyOf('ben'), T0));
  const writes = broken.writes.map((write) => ({ ...write, accounting: null }));
  expect(() => writer.commit([naming, { ...broken, writes } as unknown as typeof broken])).toThrow();
  const names = database.prepare<[], string>('select text from Test_name').pluck();
  expect(names.all()).toEqual([]);

  const cleo = commit(starting(keyOf('cleo'), T0));
  const onB = commit(staying(cleo, 'b', T0 + MINUTE));
  const onA = after(staying(onB, 'a', T0 + 2 * MINUTE));
  commit(staying(onB, 'a', T0 + 2 * MINUTE));
  const rows = new SessionReader(queryBuilder(database, 'Test_'), statements).find(cleo.id);
  expect(rows && toSession(rows).totals).toEqual(onA.totals);
  expect(names.all().sort()).toEqual(['', 'a', 'b']);
  database.close();
});
