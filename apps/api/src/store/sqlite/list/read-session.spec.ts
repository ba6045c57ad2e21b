import { expect, it } from '@jest/globals';
import { keyOf, starting, T0 } from '../../testing/session-changes.js';
import { queryBuilder } from '../connection/kysely.js';
import { openMemoryDatabase } from '../testing/memory-database.js';
import { toSession } from './decode-session.js';
import { SessionReader } from './read-session.js';

it('A session is found by its key, and by its id, in an index', async () => {
  const texts: string[] = [];
  const { database, statements, commit } = await openMemoryDatabase((text) => texts.push(text));
  const stored = commit(starting(keyOf('ann'), T0));
  const reader = new SessionReader(queryBuilder(database, 'Test_'), statements);
  texts.length = 0;
  const [byKey] = reader.latest([stored.key.hash]);
  const byId = reader.find(stored.id);
  const plans = texts
    .filter((text) => text.includes('from "Test_session" where'))
    .map((text) =>
      database
        .prepare<[], { detail: string }>(`explain query plan ${text}`)
        .all()
        .map(({ detail }) => detail)
        .filter((detail) => detail.includes('Test_session') || detail.includes('TEMP B-TREE')),
    );
  expect(plans).toEqual([
    ['SEARCH Test_session USING INDEX Test_session_by_key (<expr>=?)'],
    ['SEARCH Test_session USING INDEX sqlite_autoindex_Test_session_1 (id=?)'],
  ]);
  expect([byKey, byId].map((rows) => rows && toSession(rows))).toEqual([stored, stored]);
  database.close();
});
