import { expect, it } from '@jest/globals';
import { T0 } from '../../testing/session-changes.js';
import { storeTwoSessions, UNDO_0009, withOldFile } from '../testing/old-file.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

it('A file of a version without sums in packs gets them, and the visits by length over all paths, when it is opened', async () => {
  const window = { from: T0 - 4 * DAY, to: T0 + 12 * DAY };
  const visits = { visits: 1, ms: 2 * MINUTE };
  await withOldFile(
    UNDO_0009,
    async ({ sessions, archive }) => {
      await storeTwoSessions(sessions);
      await archive.rebuild();
      expect(await archive.differences()).toEqual([]);
    },
    async ({ sessions, archive }) => {
      expect(await archive.differences()).toEqual([]);
      const usernames = ['ann'];
      expect(await sessions.lengthSums(window, { usernames })).toEqual([expect.objectContaining(visits)]);
      expect(await sessions.lengthSums(window, {})).toContainEqual(expect.objectContaining(visits));
      expect(await sessions.userTotals(window, { usernames })).toEqual([{ username: 'ann', ...visits }]);
    },
  );
});
