import { describe, expect, it } from '@jest/globals';
import type { Person } from '../../ports/session-store.js';
import { ODD_STRINGS } from '../../testing/legal-strings.js';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import { PREFIX, UNDO_0006, withOldFile } from '../testing/old-file.js';

/** Undoes the migration 0002 and all later ones. The file is then like one of the version before 0002. */
const UNDO = `
  ${UNDO_0006}
  drop table ${PREFIX}person;
  drop index ${PREFIX}session_by_last_seen;
  drop index ${PREFIX}session_unsettled;
  create index ${PREFIX}session_unsettled on ${PREFIX}session (settled) where settled = 0;
  drop table ${PREFIX}session_view;
  delete from ${PREFIX}session_migration where name >= '0002';
`;

describe('A file of a version that stored no people', () => {
  it('gets all people of its sessions when it is opened', async () => {
    // More people than the migration stores at a time, several of them with two sessions.
    const names = [...ODD_STRINGS, ...Array.from({ length: 1_100 }, (_, n) => `User ${n}`)];
    let expected: Person[] = [];
    await withOldFile(
      UNDO,
      async ({ sessions }) => {
        await sessions.commit(names.map((name) => starting(keyOf(name), T0)));
        const seenAgain = starting(keyOf('User 7', 'phone'), T0);
        await sessions.commit([seenAgain]);
        await sessions.commit([staying(after(seenAgain), 'home', T0 + 60_000)]);
        expected = await sessions.findPeople({ search: '', limit: 2_000 });
      },
      async ({ sessions }) => {
        expect(expected).toHaveLength(names.length);
        expect(await sessions.findPeople({ search: '', limit: 2_000 })).toEqual(expected);
        expect(await sessions.findPeople({ search: 'uSER 7', limit: 1 })).toEqual([
          { username: 'User 7', lastSeen: T0 + 60_000 },
        ]);
      },
    );
  });
});
