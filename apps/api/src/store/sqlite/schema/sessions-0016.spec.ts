import { expect, it } from '@jest/globals';
import type { Session } from '../../ports/session-store.js';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import { storeTwoSessions, UNDO_0013, withOldFile } from '../testing/old-file.js';

const MINUTE = 60_000;

it('The upgrade of a file that has names in the rows of sessions keeps totals and lists', async () => {
  const before: Session[] = [];
  let pending: Session;
  await withOldFile(
    UNDO_0013,
    async ({ sessions, archive }) => {
      await storeTwoSessions(sessions);
      // The second minute on the path is pending time in the session's own row.
      const start = starting(keyOf('cleo'), T0 + 25 * 60 * MINUTE);
      const first = staying(after(start), 'home', after(start).state.start + MINUTE, 'a tab');
      const second = staying(after(first), 'home', after(start).state.start + 2 * MINUTE, 'a tab');
      for (const change of [start, first, second]) await sessions.commit([change]);
      pending = after(second);
      for await (const each of archive.sessions()) before.push(...each);
    },
    async ({ sessions, archive }) => {
      const found: Session[] = [];
      for await (const each of archive.sessions()) found.push(...each);
      expect(found).toEqual(before);
      expect(found).toContainEqual(pending);
      expect(await archive.differences()).toEqual([]);
      const query = { view: 'home', order: 'desc', limit: 9 } as const;
      const activeWindow = { after: T0, until: T0 };
      for (const sort of ['start', 'last_ping', 'view_duration'] as const) {
        const listed = await sessions.listSessions({ ...query, sort, activeWindow });
        expect(listed.map(({ key }) => key.username).sort()).toEqual(['ann', 'cleo']);
      }
      const long = { ...query, sort: 'start', minDurationMs: 2 * MINUTE, activeWindow } as const;
      expect(await sessions.listSessions(long)).toHaveLength(2);
      expect(await sessions.listSessions({ ...long, minDurationMs: 2 * MINUTE + 1 })).toEqual([]);
      await sessions.commit([staying(pending, 'new', pending.state.lastPing + MINUTE)]);
      expect(await archive.differences()).toEqual([]);
    },
  );
});
