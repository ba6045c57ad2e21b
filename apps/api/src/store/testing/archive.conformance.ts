import { describe, expect, it } from '@jest/globals';
import { bucketOfLength, SLOT_MS, withoutVisits } from '@dwell/shared';
import type { Portions, UserSlot } from '../ports/archive.js';
import type { Database } from '../ports/database.js';
import type { Session, SessionChange, VisitLengths } from '../ports/session-store.js';
import { compareCodePoints } from '../model/code-point-order.js';
import { after, keyOf, pinging, starting, staying, T0 } from './session-changes.js';
import { type OpenStore, useStore } from './store-under-test.js';

const MINUTE = 60_000;
const ALL = { from: T0 - SLOT_MS, to: T0 + 96 * SLOT_MS };

/** Tests what every Archive must do. `open` opens a new, empty database each time. */
export const describeArchive = (name: string, open: OpenStore<Database>): void => {
  describe(`${name} as an Archive`, () => {
    const opened = useStore(open);

    const store = async (change: SessionChange): Promise<Session> => {
      expect(await opened.store.sessions.commit([change])).toEqual(new Set());
      return after(change);
    };
    /**
     * Stores a session with its totals and its trail in one change, as the command that copies a database does.
     * Resolves to the key hashes of the changes that the store left out.
     */
    const storeWhole = (session: Session): Promise<ReadonlySet<string>> =>
      opened.store.archive.addSessions([wholeOf(session)]);
    /** Returns the slots of one user. The tests share a database, so it has slots of other users too. */
    const slotsOf = async (username: string): Promise<UserSlot[]> =>
      (await allOf(opened.store.archive.userTime())).filter((slot) => slot.username === username);
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

    it('reads all sessions with their totals and trails, in the order of their ids', async () => {
      let last = await store(starting(keyOf('ann'), T0));
      last = await store(staying(last, 'home', T0 + MINUTE));
      const page = { kind: 'keepalive', visible: true, path: ['news', 'sport'], pageId: 'p' } as const;
      last = await store(pinging(last, page, T0 + 2 * MINUTE));
      last = await store(pinging(last, page, T0 + 3 * MINUTE));
      const next = await store(starting(keyOf('ann'), T0 + 30 * MINUTE, last));
      const sessions = await allOf(opened.store.archive.sessions());
      const ids = sessions.map(({ id }) => id);
      expect(ids).toEqual(ids.toSorted(compareCodePoints));
      expect(sessions).toContainEqual({
        ...last,
        superseded: true,
        revision: last.revision + 1,
        state: withoutVisits(last.state),
      });
      expect(sessions).toContainEqual(next);
    });

    it('reads each user’s time in a slot as one sum over the user’s sessions, including what is still pending in a session’s row', async () => {
      // Two clients at once, one of which continues into the next slot.
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
          visits: [lengthOn('home', 4 * MINUTE)],
        },
        {
          username: 'ben',
          slot: T0 + SLOT_MS,
          time: [{ view: 'news', tab: undefined, ms: MINUTE, visits: 0 }],
          visits: [],
        },
      ]);
    });

    it('lists the copied sessions of a view in the order of the start and of the last ping', async () => {
      const { archive, sessions } = opened.store;
      const names = ['first', 'second', 'third'];
      for (const [n, name] of names.entries()) {
        const begun = after(starting(keyOf(name), T0 + n * MINUTE));
        const stayed = after(staying(begun, 'taken', T0 + (n + 3) * MINUTE));
        await storeWhole({ ...stayed, revision: 0 });
      }
      await archive.rebuild();
      for (const sort of ['start', 'last_ping'] as const) {
        const query = { view: 'taken', sort, order: 'desc', limit: 2 } as const;
        const activeWindow = { after: T0, until: T0 };
        const found = await sessions.listSessions({ ...query, activeWindow });
        expect(found.map(({ key }) => key.username)).toEqual(['third', 'second']);
      }
    });

    it('takes a session and its time from another database, and later pings add to both', async () => {
      const begun = starting(keyOf('cleo'), T0);
      const stayed = after(staying(after(begun), 'cleo’s', T0 + 2 * MINUTE));
      const { archive, sessions } = opened.store;
      expect(await storeWhole({ ...stayed, revision: 0 })).toEqual(new Set());
      await archive.addUserTime([slotOn('cleo', 'cleo’s', 2 * MINUTE)]);
      await archive.rebuild();
      const session = { ...stayed, revision: 1 };
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

    it('replaces a session that went on after it was copied, and lists it once by its views', async () => {
      const { archive, sessions } = opened.store;
      const stayed = after(staying(after(starting(keyOf('finn'), T0)), 'finn’s', T0 + 2 * MINUTE));
      await storeWhole({ ...stayed, revision: 0 });
      await archive.addUserTime([slotOn('finn', 'finn’s', 2 * MINUTE)]);
      await archive.rebuild();
      const left = after(staying(stayed, 'finn’s next', T0 + 4 * MINUTE));
      expect(await storeWhole({ ...left, revision: 1 })).toEqual(new Set());
      await archive.rebuild();
      for (const view of ['finn’s', 'finn’s next']) {
        const query = { view, sort: 'view_duration', order: 'asc', limit: 2 } as const;
        const found = await sessions.listSessions({ ...query, activeWindow: { after: T0, until: T0 } });
        expect(found.map(({ key }) => key.username)).toEqual(['finn']);
      }
    });

    it('takes no session twice, and computes the same sums each time', async () => {
      const session = after(staying(after(starting(keyOf('dora'), T0)), 'dora’s', T0 + MINUTE));
      const { archive } = opened.store;
      await storeWhole({ ...session, revision: 0 });
      await archive.addUserTime([slotOn('dora', 'dora’s', MINUTE)]);
      await archive.rebuild();
      const once = [await allOf(archive.sessions()), await allOf(archive.userTime())];
      expect(await storeWhole({ ...session, revision: 0 })).toEqual(new Set([session.key.hash]));
      await archive.rebuild();
      expect([await allOf(archive.sessions()), await allOf(archive.userTime())]).toEqual(once);
      expect(await msOfView('dora’s')).toBe(MINUTE);
    });

    it('adds to a slot’s time, also while a session’s row still has a part of it as pending time', async () => {
      let session = await store(starting(keyOf('eve'), T0));
      for (const minute of [1, 2, 3]) session = await store(staying(session, 'eve’s', T0 + minute * MINUTE));
      const other = await store(starting(keyOf('eve', 'other'), T0));
      await store(staying(other, 'other', T0 + SLOT_MS + MINUTE));
      const { archive, sessions } = opened.store;
      const before = await viewsOf('eve');
      expect(before).toEqual({ 'eve’s': [3 * MINUTE, 1], other: [16 * MINUTE, 1] });
      await archive.addUserTime([slotOn('eve', 'eve’s', 4 * MINUTE), slotOn('eve, too', 'new', MINUTE)]);
      await archive.addUserTime([slotOn('eve', 'new', 7 * MINUTE)]);
      await archive.rebuild();
      expect(await viewsOf('eve')).toEqual({ ...before, 'eve’s': [7 * MINUTE, 2], new: [7 * MINUTE, 1] });
      expect(await msOfView('eve’s')).toBe(7 * MINUTE);
      expect(await msOfView('new')).toBe(8 * MINUTE);
      // The session itself does not change.
      expect(await sessions.loadLatest([session.key])).toEqual([session]);
      await store(staying(session, 'eve’s', T0 + 5 * MINUTE));
      expect(await viewsOf('eve')).toEqual({ ...before, 'eve’s': [9 * MINUTE, 2], new: [7 * MINUTE, 1] });
    });

    it('replaces an earlier copy of a session, with its totals and its trail', async () => {
      const begun = await store(starting(keyOf('fay'), T0));
      const earlier = await store(staying(begun, 'first', T0 + MINUTE));
      let later = after(staying(earlier, 'second', T0 + 2 * MINUTE, 'tab'));
      const page = { kind: 'keepalive', visible: true, path: ['third'], pageId: 'p' } as const;
      for (const minute of [3, 4, 9]) later = after(pinging(later, page, T0 + minute * MINUTE));
      expect(await storeWhole({ ...later, revision: earlier.revision })).toEqual(new Set());
      const stored = { ...later, revision: earlier.revision + 1 };
      expect(await opened.store.sessions.loadLatest([later.key])).toEqual([stored]);
      expect(await allOf(opened.store.archive.sessions())).toContainEqual(stored);
    });

    it('reads the visits that have ended, and not those that go on, which the sessions have', async () => {
      const { archive, sessions } = opened.store;
      let session = await store(starting(keyOf('gus'), T0));
      session = await store(staying(session, 'gus’s', T0 + MINUTE));
      await store(staying(session, 'else', T0 + 4 * MINUTE));
      const ended = [{ ...slotOn('gus', 'gus’s', MINUTE), time: expect.anything() }];
      expect(await slotsOf('gus')).toEqual(ended);
      // After this call, SQLite has visits that go on in its tables of visits too.
      await archive.rebuild();
      expect(await slotsOf('gus')).toEqual(ended);
      const lengths = await sessions.visitLengths(ALL, { usernames: ['gus'] });
      expect(lengths.map(({ view, visits, ms }) => [view, visits, ms]).sort()).toEqual([
        ['else', 1, 3 * MINUTE],
        ['gus’s', 1, MINUTE],
      ]);
      await archive.addUserTime([slotOn('gus', 'gus’s', MINUTE)]);
      await archive.rebuild();
      const [slot] = await slotsOf('gus');
      expect(slot?.visits).toEqual([{ ...lengthOn('gus’s', MINUTE), visits: 2, ms: 2 * MINUTE }]);
      const [all] = await sessions.visitLengths(ALL, { view: 'gus’s' });
      expect(all).toMatchObject({ visits: 2, ms: 2 * MINUTE });
    });

    it('finds no differences between sums that are right, and names the differences of sums that are wrong', async () => {
      const { archive } = opened.store;
      // Earlier tests added time that no session has, so only the differences of this test's user count.
      const found = (await archive.differences()).filter(({ username }) => username === 'hal');
      expect(found).toEqual([]);
      await store(staying(await store(starting(keyOf('hal'), T0)), 'hal’s', T0 + MINUTE));
      expect((await archive.differences()).filter(({ username }) => username === 'hal')).toEqual([]);
      await archive.addUserTime([{ ...slotOn('hal', 'hal’s', MINUTE), visits: [] }]);
      const differences = (await archive.differences()).filter(({ username }) => username === 'hal');
      expect(differences).toContainEqual(
        expect.objectContaining({ view: 'hal’s', figures: [MINUTE, 2 * MINUTE] }),
      );
      expect(differences).toContainEqual(expect.objectContaining({ view: 'hal’s', at: T0, figures: [2, 1] }));
    });

    it('keeps the creation times of logins and of sessman’s data', async () => {
      const { archive, logins, sessman } = opened.store;
      const login = { username: 'ann', generation: 2, client: 'c', expiresAt: 4 };
      await logins.set('sid', { ...login, client: 'other' });
      const stored = [{ sid: 'sid', createdAt: 1_700_000_000_001, data: JSON.stringify(login) }];
      await archive.putSessionData('logins', stored);
      expect(await logins.get('sid', 0)).toEqual(login);
      expect(await allOf(archive.sessionData('logins'))).toEqual(stored);

      const session = { user: 'bob', data: { a: ['é', null] } };
      await sessman.set('an id', { user: 'ann', data: 1 });
      const storedSession = [{ sid: 'an id', createdAt: 1_700_000_000_002, data: JSON.stringify(session) }];
      await archive.putSessionData('sessman', storedSession);
      expect(await sessman.get('an id', 0)).toEqual(session);
      expect(await allOf(archive.sessionData('sessman'))).toEqual(storedSession);
      expect(await archive.count('sessman')).toBe(1);
    });

    it('counts the groups, the people whose tokens name groups, the saved views and the annotations', async () => {
      const { archive, groups, savedViews, annotations } = opened.store;
      const counts = () =>
        Promise.all(
          (['groups', 'tokenGroups', 'savedViews', 'annotations'] as const).map((each) =>
            archive.count(each),
          ),
        );
      expect(await counts()).toEqual([0, 0, 0, 0]);
      await groups.createGroup('team', T0);
      await groups.createGroup('empty', T0);
      await groups.changeMembers('team', { act: 'set', usernames: ['ann', 'ben', 'cay'] });
      await groups.recordTokenGroups([{ username: 'ann', groups: ['team', 'empty'], issuedAt: T0 }], T0);
      const view = { page: 'overview', query: '', shared: false, createdAt: T0 } as const;
      for (const id of ['a', 'b', 'c'])
        await savedViews.createSavedView({ id, owner: 'ann', name: id, ...view });
      const note = { at: T0, text: 'Release', author: 'ann', createdAt: T0 };
      await annotations.createAnnotation({ id: 'a', ...note });
      expect(await counts()).toEqual([2, 1, 3, 1]);
    });
  });
};

/** Returns a user's slot that starts at T0, with one visit of `ms` milliseconds. */
const slotOn = (username: string, view: string, ms: number): UserSlot => ({
  username,
  slot: T0,
  time: [{ view, tab: undefined, ms, visits: 1 }],
  visits: [lengthOn(view, ms)],
});

/** Returns one visit that has ended, as visitLengths returns it. */
const lengthOn = (view: string, ms: number): VisitLengths => ({
  view,
  tab: undefined,
  lengthBucket: bucketOfLength(ms),
  visits: 1,
  ms,
});

const wholeOf = (session: Session): SessionChange => ({
  key: session.key,
  writes: [
    {
      session,
      changedTotals: [...session.totals.values()],
      trailChangedFrom: session.state.start,
      rollups: [],
      endedVisits: [],
    },
  ],
});

const allOf = async <T>(portions: Portions<T>): Promise<T[]> => {
  const records: T[] = [];
  for await (const portion of portions) records.push(...portion);
  return records;
};
