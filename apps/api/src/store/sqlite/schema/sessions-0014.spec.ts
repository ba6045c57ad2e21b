import { expect, it } from '@jest/globals';
import type { Session } from '../../ports/session-store.js';
import { storeTwoSessions, UNDO_0013, withOldFile } from '../testing/old-file.js';

it('The upgrade of a file that has all trails in rows keeps the trails', async () => {
  const before: Session[] = [];
  await withOldFile(
    UNDO_0013,
    async ({ sessions, archive }) => {
      await storeTwoSessions(sessions);
      for await (const each of archive.sessions()) before.push(...each);
    },
    async ({ archive }) => {
      const after: Session[] = [];
      for await (const each of archive.sessions()) after.push(...each);
      expect(after).toEqual(before);
      expect(after.map(({ trail }) => trail.length)).toEqual([1, 1]);
    },
  );
});
