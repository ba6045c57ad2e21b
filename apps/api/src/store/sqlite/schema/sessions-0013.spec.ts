import { expect, it } from '@jest/globals';
import { T0 } from '../../testing/session-changes.js';
import { storeTwoSessions, UNDO_0013, withOldFile } from '../testing/old-file.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

it('The upgrade of a file whose packs were copies of rows keeps all time, and its sums agree with it', async () => {
  const window = { from: T0 - DAY, to: T0 + 2 * DAY };
  const before: unknown[] = [];
  await withOldFile(
    UNDO_0013,
    async ({ sessions, archive }) => {
      await storeTwoSessions(sessions);
      await archive.rebuild();
      for await (const slots of archive.userTime()) before.push(...slots);
    },
    async ({ sessions, archive }) => {
      expect(await archive.differences()).toEqual([]);
      const after: unknown[] = [];
      for await (const slots of archive.userTime()) after.push(...slots);
      expect(after).toEqual(before);
      expect(after).toHaveLength(2);
      expect(await sessions.summarize(window, {})).toMatchObject({ visibleMs: 3 * MINUTE, users: 2 });
      expect(await sessions.visitLengths(window, { usernames: ['ann'] })).toMatchObject([{ ms: 2 * MINUTE }]);
    },
  );
});
