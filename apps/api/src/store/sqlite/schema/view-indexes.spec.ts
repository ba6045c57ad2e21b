import { describe, expect, it } from '@jest/globals';
import { sketched, T0 } from '../../testing/session-changes.js';
import { PREFIX, UNDO_0006, withOldFile } from '../testing/old-file.js';

const HOUR = 3_600_000;

/** Undoes the migration 0005 and all later ones. The file is then like one of the version before 0005. */
const UNDO_0005 = `
  ${UNDO_0006}
  drop index ${PREFIX}session_view_by_last_ping;
  alter table ${PREFIX}session_view drop column session_last_ping;
  delete from ${PREFIX}session_migration where name >= '0005';
`;

/** Undoes the migration 0004 and all later ones. The file is then like one of the version before 0004. */
const UNDO_0004 = `
  ${UNDO_0005}
  drop index ${PREFIX}session_view_by_start;
  alter table ${PREFIX}session_view drop column session_class;
  alter table ${PREFIX}session_view drop column session_start;
  delete from ${PREFIX}session_migration where name >= '0004';
`;

describe('A file of a version that had no index over the sessions of a view in the order of their', () => {
  // The sessions have several lengths, and so several length classes.
  it.each([
    ['start', UNDO_0004, (n: number) => ({ start: T0 + n * 1_000, lastPing: T0 + n ** 3 * HOUR })],
    ['last_ping', UNDO_0005, (n: number) => ({ start: T0 - n ** 3 * HOUR, lastPing: T0 + n * 1_000 })],
  ] as const)('%s lists them in this order, page by page, when it is opened', async (sort, undo, timesOf) => {
    const sketches = [1, 2, 3, 4].map((n) => ({
      username: `user ${n}`,
      ...timesOf(n),
      visibleMs: n * 1_000,
      totals: [{ path: ['home'] as const, ms: n * 1_000 }],
      // The second session is not settled.
      superseded: n !== 2,
    }));
    await withOldFile(
      undo,
      async ({ sessions }) => {
        await sessions.commit(sketches.map(sketched));
      },
      async ({ sessions }) => {
        const query = { view: 'home', minDurationMs: 2_000, sort, order: 'desc', limit: 2 } as const;
        const activeWindow = { after: T0, until: T0 };
        const first = await sessions.listSessions({ ...query, activeWindow });
        expect(first.map(({ key }) => key.username)).toEqual(['user 4', 'user 3']);
        const after = { value: T0 + 3_000, id: first[1]?.id ?? '' };
        const second = await sessions.listSessions({ ...query, activeWindow, after });
        expect(second.map(({ key }) => key.username)).toEqual(['user 2']);
      },
    );
  });
});
