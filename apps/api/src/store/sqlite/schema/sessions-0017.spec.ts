import { expect, it } from '@jest/globals';
import type { PageState, Path } from '@dwell/shared';
import { sketched, T0 } from '../../testing/session-changes.js';
import { queryBuilder } from '../connection/kysely.js';
import { openMemoryDatabase } from '../testing/memory-database.js';
import { encodeAccounting } from './accounting-json.js';
import { sessions0017 } from './sessions-0017.js';
import type { Accounting } from './tables.js';

const HOME: Path = ['home', 'a "tab" of é'];
const USUAL: PageState = { id: 'p', at: T0, visible: true, path: HOME, since: T0 - 9, creditedPath: HOME };
const COVERED = [{ from: T0 - 5, to: T0 }];

/** The accounting of sessions whose last visible path is HOME, or empty in the last one. */
const STORIES: readonly Accounting[] = [
  { pages: [USUAL], covered: [] },
  { pages: [{ ...USUAL, at: T0 - 1, visible: false }, USUAL], covered: COVERED },
  { pages: [{ ...USUAL, creditedPath: undefined }], covered: [] },
  { pages: [{ ...USUAL, creditedPath: ['other'] }], covered: [] },
  { pages: [{ ...USUAL, path: ['other'] }], covered: [] },
  { pages: [{ ...USUAL, path: ['other'], creditedPath: undefined, since: undefined }], covered: [] },
  { pages: [{ ...USUAL, visit: { path: HOME, slot: T0 - 99, ms: 5 } }], covered: [] },
  { creditedPath: HOME, shownView: 'home', shownSince: T0, pages: [], covered: [] },
  { pages: [{ id: 'p', at: T0, visible: false, path: ['other'] }], covered: [] },
];

it('A file of a version that stored all values of each page has the shorter accounting after the upgrade', async () => {
  const { database, commit } = await openMemoryDatabase();
  const set = database.prepare<[accounting: string, path: string, pk: number]>(
    'update Test_session set accounting = ?, last_visible_path = ? where pk = ?',
  );
  const paths = STORIES.map((_, index) => (index === STORIES.length - 1 ? ([] as const) : HOME));
  for (const [index, accounting] of STORIES.entries()) {
    commit(sketched({ username: `user ${index}`, start: T0 - 99, lastPing: T0 }));
    set.run(JSON.stringify(accounting), JSON.stringify(paths[index]), index + 1);
  }
  await sessions0017.up(queryBuilder(database, 'Test_'));
  const stored = database
    .prepare<[], string>('select accounting from Test_session order by pk')
    .pluck()
    .all();
  const expected = STORIES.map((accounting, index) => encodeAccounting(accounting, T0, paths[index] ?? []));
  expect(stored.map((text) => JSON.parse(text) as unknown)).toEqual(
    expected.map((text) => JSON.parse(text) as unknown),
  );
  database.close();
});
