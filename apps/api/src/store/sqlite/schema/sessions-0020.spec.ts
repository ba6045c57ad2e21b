import { expect, it } from '@jest/globals';
import type { Database } from '../../ports/database.js';
import type { Session, SessionQuery } from '../../ports/session-store.js';
import { after, keyOf, starting, staying, T0 } from '../../testing/session-changes.js';
import { storeTwoSessions, UNDO_0013, withOldFile } from '../testing/old-file.js';

const MINUTE = 60_000;
const NOW = T0 + 25 * 60 * MINUTE;

const QUERIES: readonly SessionQuery[] = (['start', 'last_ping', 'view_duration'] as const).flatMap((sort) =>
  (['asc', 'desc'] as const).map((order) => ({
    sort,
    order,
    view: 'home',
    limit: 9,
    activeWindow: { after: NOW - MINUTE, until: NOW },
  })),
);

/**
 * Returns all sessions, each also as it is found by its id and by its key, and the users of lists in several orders.
 */
const read = async ({ sessions, archive }: Database) => {
  const stored: Session[] = [];
  for await (const each of archive.sessions()) stored.push(...each);
  const found = await Promise.all(stored.map(({ id }) => sessions.findSession(id)));
  const latest = await sessions.loadLatest(stored.map(({ key }) => key));
  const lists = await Promise.all(QUERIES.map((query) => sessions.listSessions(query)));
  return { stored, found, latest, lists: lists.map((list) => list.map(({ key }) => key.username)) };
};

it('The upgrade of a file that has ids and hashes as texts keeps the sessions, their keys and all lists of a view', async () => {
  let before: Awaited<ReturnType<typeof read>>;
  let pending: Session;
  await withOldFile(
    UNDO_0013,
    async (database) => {
      await storeTwoSessions(database.sessions);
      // Ann's second session supersedes the first one, and is not settled.
      const [first] = await database.sessions.loadLatest([keyOf('ann')]);
      const second = starting(keyOf('ann'), NOW - 3 * MINUTE, first);
      const stay = staying(after(second), 'home', NOW - 2 * MINUTE);
      for (const change of [second, stay]) await database.sessions.commit([change]);
      pending = after(stay);
      // A session of several hours, so in another length class, which settles because it gets a successor.
      const long = starting(keyOf('cleo'), NOW - 600 * MINUTE);
      const short = staying(after(long), 'home', NOW - MINUTE);
      for (const change of [long, short, starting(keyOf('cleo'), NOW, after(short))]) {
        await database.sessions.commit([change]);
      }
      before = await read(database);
    },
    async (database) => {
      expect(await read(database)).toEqual(before);
      expect(before.stored).toHaveLength(5);
      expect(before.lists.map((list) => list.length)).toEqual(QUERIES.map(() => 3));
      expect(await database.archive.differences()).toEqual([]);
      // A settled session that goes on leaves the lists of the view, and is in them again when it settles.
      const [ben] = await database.sessions.loadLatest([keyOf('ben')]);
      const changes = [staying(pending, 'new', NOW + MINUTE), ben && staying(ben, 'home', NOW + 2 * MINUTE)];
      expect(await database.sessions.commit(changes.filter((change) => change !== undefined))).toEqual(
        new Set(),
      );
      expect(await database.archive.differences()).toEqual([]);
      await database.archive.rebuild();
      expect(await database.archive.differences()).toEqual([]);
    },
  );
});
