import { describe, expect, it } from '@jest/globals';
import { SLOT_MS } from '@dwell/shared';
import type { Archive, ArchivePart, UserSlot } from '../ports/archive.js';
import type { Database } from '../ports/database.js';
import type { RecordedSession, SessionChange } from '../ports/session-store.js';
import { compareCodePoints } from '../model/code-points.js';
import { after, keyOf, pinging, starting, staying, T0 } from './session-changes.js';
import { type OpenStore, useStore } from './store-under-test.js';

const MINUTE = 60_000;
const ALL = { from: T0 - SLOT_MS, to: T0 + 96 * SLOT_MS };

/** What every Archive promises. `open` gives a new, empty database each time. */
export const describeArchive = (name: string, open: OpenStore<Database>): void => {
  describe(`${name} as an Archive`, () => {
    const opened = useStore(open);

    const store = async (change: SessionChange): Promise<RecordedSession> => {
      expect(await opened.store.sessions.commit([change])).toEqual(new Set());
      return after(change);
    };
    /** Of those that are put in, as the tests share a database. */
    const slotsOf = async (username: string): Promise<UserSlot[]> =>
      (await allOf(opened.store.archive.userTime)).filter((slot) => slot.username === username);
    const viewsOf = async (
      username: string,
    ): Promise<Record<string, readonly [ms: number, visits: number]>> => {
      const totals = await opened.store.sessions.viewTotals(ALL, { usernames: [username] });
      return Object.fromEntries(totals.map(({ view, ms, visits }) => [view, [ms, visits]]));
    };
    const msOfView = async (view: string): Promise<number> => {
      const [total] = await opened.store.sessions.viewTotals(ALL, { view });
      return total?.ms ?? 0;
    };

    it('gives all sessions with all that they hold, in the order of their ids', async () => {
      let last = await store(starting(keyOf('ann'), T0));
      last = await store(staying(last, 'home', T0 + MINUTE));
      const page = { kind: 'keepalive', visible: true, path: ['news', 'sport'], pageId: 'p' } as const;
      last = await store(pinging(last, page, T0 + 2 * MINUTE));
      last = await store(pinging(last, page, T0 + 3 * MINUTE));
      const next = await store(starting(keyOf('ann'), T0 + 30 * MINUTE, last));
      const sessions = await allOf(opened.store.archive.sessions);
      const ids = sessions.map(({ id }) => id);
      expect(ids).toEqual(ids.toSorted(compareCodePoints));
      expect(sessions).toContainEqual({ ...last, superseded: true, revision: last.revision + 1 });
      expect(sessions).toContainEqual(next);
    });

    it('gives what all sessions of a user came to in a slot once, wherever it is kept', async () => {
      // Two clients at once, one of which goes on into the next slot.
      const begun = await store(starting(keyOf('ben', 'desk'), T0));
      const home = await store(staying(begun, 'home', T0 + MINUTE));
      const longer = await store(staying(home, 'home', T0 + 4 * MINUTE));
      const phone = await store(starting(keyOf('ben', 'phone'), T0));
      await store(staying(phone, 'home', T0 + 2 * MINUTE));
      await store(staying(longer, 'news', T0 + SLOT_MS + MINUTE));
      expect(await slotsOf('ben')).toEqual([
        {
          username: 'ben',
          slot: T0,
          time: expect.arrayContaining([
            { view: 'home', tab: undefined, ms: 6 * MINUTE, visits: 2 },
            { view: 'news', tab: undefined, ms: SLOT_MS - 4 * MINUTE, visits: 1 },
          ]),
        },
        {
          username: 'ben',
          slot: T0 + SLOT_MS,
          time: [{ view: 'news', tab: undefined, ms: MINUTE, visits: 0 }],
        },
      ]);
    });

    it('takes what another store holds, and counts on from there', async () => {
      const begun = starting(keyOf('cleo'), T0);
      const stayed = staying(after(begun), 'cleo’s', T0 + 2 * MINUTE);
      const session = after(stayed);
      const { archive, sessions } = opened.store;
      await archive.sessions.write([session]);
      await archive.userTime.write([slotOn('cleo', 'cleo’s', 2 * MINUTE)]);
      await archive.rebuild();
      expect(await sessions.loadLatest([session.key])).toEqual([session]);
      expect(await viewsOf('cleo')).toEqual({ 'cleo’s': [2 * MINUTE, 1] });

      const longer = await store(staying(session, 'cleo’s', T0 + 5 * MINUTE));
      const left = await store(staying(longer, 'else', T0 + SLOT_MS + MINUTE));
      expect(await viewsOf('cleo')).toEqual({ 'cleo’s': [5 * MINUTE, 1], else: [11 * MINUTE, 1] });
      expect(await msOfView('cleo’s')).toBe(5 * MINUTE);
      expect(await sessions.loadLatest([session.key])).toEqual([left]);
      await archive.rebuild();
      expect(await msOfView('cleo’s')).toBe(5 * MINUTE);
      expect(await slotsOf('cleo')).toHaveLength(2);
    });

    it('is as it was when the same is written again', async () => {
      const session = after(staying(after(starting(keyOf('dora'), T0)), 'dora’s', T0 + MINUTE));
      const write = async (): Promise<void> => {
        await opened.store.archive.sessions.write([session]);
        await opened.store.archive.userTime.write([slotOn('dora', 'dora’s', MINUTE)]);
        await opened.store.archive.rebuild();
      };
      await write();
      const once = await everythingIn(opened.store.archive);
      await write();
      expect(await everythingIn(opened.store.archive)).toEqual(once);
      expect(await msOfView('dora’s')).toBe(MINUTE);
    });

    it('replaces a slot’s time, also where a session still keeps some of it back', async () => {
      let session = await store(starting(keyOf('eve'), T0));
      for (const minute of [1, 2, 3]) session = await store(staying(session, 'eve’s', T0 + minute * MINUTE));
      const other = await store(starting(keyOf('eve', 'other'), T0));
      await store(staying(other, 'other', T0 + SLOT_MS + MINUTE));
      await opened.store.archive.userTime.write([slotOn('eve', 'new', 7 * MINUTE)]);
      await opened.store.archive.rebuild();
      expect(await viewsOf('eve')).toEqual({ new: [7 * MINUTE, 1], other: [MINUTE, 0] });
      expect(await msOfView('eve’s')).toBe(0);
      // The session itself stays as it is.
      expect(await opened.store.sessions.loadLatest([session.key])).toEqual([session]);
      await store(staying(session, 'eve’s', T0 + 5 * MINUTE));
      expect(await viewsOf('eve')).toEqual({
        new: [7 * MINUTE, 1],
        other: [MINUTE, 0],
        'eve’s': [2 * MINUTE, 0],
      });
    });

    it('replaces a session with all it has', async () => {
      const begun = await store(starting(keyOf('fay'), T0));
      const old = await store(staying(begun, 'old', T0 + MINUTE));
      await store(staying(old, 'old', T0 + 2 * MINUTE));
      const other = after(staying(begun, 'new', T0 + 3 * MINUTE, 'tab'));
      await opened.store.archive.sessions.write([other]);
      expect(await opened.store.sessions.loadLatest([other.key])).toEqual([other]);
      expect(await allOf(opened.store.archive.sessions)).toContainEqual(other);
    });

    it('keeps accounts under their names, and when logins and session data were made', async () => {
      const { archive, accounts, logins, sessman } = opened.store;
      const user = {
        username: 'ann',
        role: 'admin',
        passwordHash: 'h',
        createdAt: 1,
        loginGeneration: 2,
      } as const;
      const key = { id: 'k', name: 'n', role: 'reporter', keyHash: 'kh', createdAt: 3 } as const;
      const login = { username: 'ann', generation: 2, client: 'c', expiresAt: 4 };
      await accounts.createUser({ ...user, passwordHash: 'other', createdAt: 9 });
      await accounts.ensureSecret('s', 'other');
      await logins.set('sid', { ...login, client: 'other' });
      await archive.users.write([user]);
      await archive.apiKeys.write([key, { ...key, id: 'j', keyHash: 'jh', username: 'ann', lastUsed: 5 }]);
      await archive.secrets.write([{ name: 's', value: 'v' }]);
      await archive.logins.write([{ sid: 'sid', createdAt: 1_700_000_000_001, data: JSON.stringify(login) }]);

      const session = { user: 'bob', data: { a: ['é', null] } };
      await sessman.set('an id', { user: 'ann', data: 1 });
      await archive.sessman.write([
        { sid: 'an id', createdAt: 1_700_000_000_002, data: JSON.stringify(session) },
      ]);

      expect(await sessman.get('an id', 0)).toEqual(session);
      expect(await allOf(archive.sessman)).toEqual([
        { sid: 'an id', createdAt: 1_700_000_000_002, data: JSON.stringify(session) },
      ]);
      expect(await archive.sessman.count()).toBe(1);
      expect(await accounts.listUsers()).toEqual([user]);
      expect((await accounts.listApiKeys()).map(({ id }) => id).sort()).toEqual(['j', 'k']);
      expect(await accounts.ensureSecret('s', 'made')).toBe('v');
      expect(await logins.get('sid', 0)).toEqual(login);
      expect(await allOf(archive.users)).toEqual([user]);
      expect((await allOf(archive.apiKeys)).map(({ id }) => id)).toEqual(['j', 'k']);
      expect(await allOf(archive.secrets)).toEqual([{ name: 's', value: 'v' }]);
      expect(await allOf(archive.logins)).toEqual([
        { sid: 'sid', createdAt: 1_700_000_000_001, data: JSON.stringify(login) },
      ]);
    });
  });
};

/** One visit in the first slot. */
const slotOn = (username: string, view: string, ms: number): UserSlot => ({
  username,
  slot: T0,
  time: [{ view, tab: undefined, ms, visits: 1 }],
});

const allOf = async <T>(part: ArchivePart<T>): Promise<T[]> => {
  const records: T[] = [];
  for await (const portion of part.read()) records.push(...portion);
  return records;
};

const everythingIn = async (archive: Archive): Promise<unknown> => ({
  sessions: await allOf(archive.sessions),
  userTime: await allOf(archive.userTime),
});
