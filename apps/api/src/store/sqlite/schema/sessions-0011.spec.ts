import { expect, it } from '@jest/globals';
import { T0 } from '../../testing/session-changes.js';
import { storeTwoSessions, UNDO_0011, withOldFile } from '../testing/old-file.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

it('A file of a version without sums by slot in packs gets them when it is opened', async () => {
  await withOldFile(
    UNDO_0011,
    async ({ sessions, archive }) => {
      await storeTwoSessions(sessions);
      await archive.rebuild();
    },
    async ({ sessions, archive }) => {
      expect(await archive.differences()).toEqual([]);
      const buckets = [{ from: T0 - DAY, to: T0 + 2 * DAY }];
      expect(await sessions.bucketSums(buckets, { usernames: ['ann'] })).toEqual([
        { bucket: 0, ms: 2 * MINUTE, visits: 1 },
      ]);
    },
  );
});
