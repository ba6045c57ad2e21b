import { expect, it } from '@jest/globals';
import type { Database } from '../../ports/database.js';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import { storeTwoSessions, UNDO_0013, withOldFile } from '../testing/old-file.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WINDOW = { from: T0 - 20 * DAY, to: T0 + 20 * DAY };
const QUARTERS = [0, 1, 2, 3].map((n) => ({ from: T0 + n * 15 * MINUTE, to: T0 + (n + 1) * 15 * MINUTE }));

/** Returns what the tables of sums over all users answer, over all views and for one view. */
const figures = async ({ sessions }: Database) => {
  const views = (await sessions.viewTotals(WINDOW, {})).sort((a, b) =>
    (a.tab ?? '').localeCompare(b.tab ?? ''),
  );
  const all = [{}, { view: 'home' }, { view: 'nobody was here' }].map((filter) =>
    Promise.all([
      sessions.visitLengths(WINDOW, filter),
      sessions.lengthSums(WINDOW, filter),
      sessions.bucketTotals([WINDOW], filter),
      sessions.bucketTotals(QUARTERS, filter),
      sessions.bucketSums(QUARTERS, filter),
    ]),
  );
  return { views, all: await Promise.all(all) };
};

it('The upgrade of a file that has names in the sums over all users keeps these sums', async () => {
  let before: unknown;
  await withOldFile(
    UNDO_0013,
    async (database) => {
      await storeTwoSessions(database.sessions);
      let cleo = starting(keyOf('cleo'), T0);
      for (const [index, tab] of ['a tab', undefined, 'another', 'a tab'].entries()) {
        await database.sessions.commit([cleo]);
        cleo = staying(after(cleo), 'home', T0 + (index + 1) * 7 * MINUTE, tab);
      }
      await database.sessions.commit([cleo]);
      before = await figures(database);
    },
    async (database) => {
      expect(await figures(database)).toEqual(before);
      expect(await database.archive.differences()).toEqual([]);
      expect(before).toMatchObject({ views: { length: 4 } });
      const { sessions } = database;
      const later = starting(keyOf('dan'), T0 + 30 * MINUTE);
      await sessions.commit([later]);
      await sessions.commit([staying(after(later), 'new', T0 + 31 * MINUTE)]);
      expect(await database.archive.differences()).toEqual([]);
      await database.archive.rebuild();
      expect(await database.archive.differences()).toEqual([]);
    },
  );
});
