import { describe, expect, it } from '@jest/globals';
import type { PathTotal } from '@dwell/shared';
import { sketched, T0 } from '../../testing/session-changes.js';
import { PREFIX, UNDO_0006, withOldFile } from '../testing/old-file.js';

/** Undoes the migration 0003 and all later ones. The file is then like one of the version before 0003. */
const UNDO = `
  ${UNDO_0006}
  drop table ${PREFIX}session_view;
  delete from ${PREFIX}session_migration where name >= '0003';
`;

describe('A file of a version that stored no times by view', () => {
  it('gets these times when it is opened: its sessions can be listed by their time on a view', async () => {
    const lastPing = T0 + 60_000;
    const sketches = [1, 2, 3].map((n) => ({
      username: `user ${n}`,
      start: T0,
      lastPing,
      visibleMs: 4_000,
      totals: [
        { path: ['home'], ms: 1_000 },
        { path: ['home', 'a tab'], ms: n * 1_000 },
      ] satisfies PathTotal[],
      // The second session is not settled.
      superseded: n !== 2,
    }));
    await withOldFile(
      UNDO,
      async ({ sessions }) => {
        await sessions.commit(sketches.map(sketched));
      },
      async ({ sessions }) => {
        const query = { view: 'home', minDurationMs: 3_000, sort: 'view_duration', order: 'desc' } as const;
        const activeWindow = { after: T0, until: lastPing };
        const listed = await sessions.listSessions({ ...query, limit: 9, activeWindow });
        expect(listed.map(({ key }) => key.username)).toEqual(['user 3', 'user 2']);
      },
    );
  });
});
