import { describe, expect, it } from '@jest/globals';
import { activeWindowAt, bucketOfLength, SLOT_MS } from '@dwell/shared';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import { UNDO_0006, withOldFile } from '../testing/old-file.js';

const MINUTE = 60_000;
const WINDOW = { from: T0, to: T0 + 4 * SLOT_MS };

describe('A file of a version that did not measure visits', () => {
  it('gets, when it is opened, the number of all visits, estimates of their lengths, and the number of sessions in each minute', async () => {
    let silent = starting(keyOf('ann'), T0);
    let lasting = starting(keyOf('ben'), T0 + 30_000);
    const views = ['home', 'home', 'news', 'home', 'home'];
    await withOldFile(
      UNDO_0006,
      async ({ sessions }) => {
        await sessions.commit([silent, lasting]);
        // In the first slot, Ann makes two visits of home, with 13 of its 15 minutes. The second visit goes on for 7
        // minutes in the second slot.
        for (const [index, minute] of [5, 8, 10, 12, 22].entries()) {
          silent = staying(after(silent), views[index] ?? '', T0 + minute * MINUTE);
          await sessions.commit([silent]);
        }
        lasting = staying(after(lasting), 'home', T0 + 2 * MINUTE, 'a tab');
        await sessions.commit([lasting]);
        // A later ping settles Ann's session and Ben's.
        const late = starting(keyOf('cleo'), T0 + 5 * 60 * MINUTE);
        await sessions.commit([late]);
        await sessions.commit([staying(after(late), 'late', T0 + 5 * 60 * MINUTE + 1)]);
      },
      async ({ sessions, archive }) => {
        const lengths = await sessions.visitLengths(WINDOW, {});
        expect(lengths).toHaveLength(3);
        expect(lengths).toEqual(
          expect.arrayContaining([
            // Two visits share 20 minutes.
            {
              view: 'home',
              tab: undefined,
              lengthBucket: bucketOfLength(10 * MINUTE),
              visits: 2,
              ms: 20 * MINUTE,
            },
            {
              view: 'news',
              tab: undefined,
              lengthBucket: bucketOfLength(2 * MINUTE),
              visits: 1,
              ms: 2 * MINUTE,
            },
            { view: 'home', tab: 'a tab', lengthBucket: bucketOfLength(90_000), visits: 1, ms: 90_000 },
          ]),
        );
        const now = T0 + 6 * 60 * MINUTE;
        const inProgress = await sessions.sessionsInProgress(WINDOW, {}, activeWindowAt(now, 1), now);
        expect(inProgress).toEqual([
          { at: T0, sessions: 1 },
          { at: T0 + MINUTE, sessions: 2 },
          { at: T0 + 3 * MINUTE, sessions: 1 },
          { at: T0 + 23 * MINUTE, sessions: 0 },
        ]);
        expect(await archive.differences()).toEqual([]);
        // One of the visits goes on after the file was opened. It is still counted once.
        const [stored] = await sessions.loadLatest([keyOf('ann')]);
        if (!stored) throw new Error('The session is stored');
        await sessions.commit([staying(stored, 'home', T0 + 23 * MINUTE)]);
        expect(await archive.differences()).toEqual([]);
        const visits = await sessions.visitLengths(WINDOW, { usernames: ['ann'] });
        expect(visits.reduce((sum, each) => sum + each.visits, 0)).toBe(3);
      },
    );
  });
});
