import { describe, expect, it } from '@jest/globals';
import { MAX_STRETCHES, pathKey, type PathTotal, type Stretch } from '@dwell/shared';
import fc from 'fast-check';
import { sessionIdOf } from '../model/session-key.js';
import type { Session, SessionChange, SessionKey, SessionStore } from '../ports/session-store.js';
import { legalString, ODD_STRINGS } from './legal-strings.js';
import { after, keyOf, pinging, starting, staying, T0, unchanged } from './session-changes.js';
import { type OpenStore, useStore } from './store-under-test.js';

const MINUTE = 60_000;

export const describeRecording = (open: OpenStore<SessionStore>): void => {
  describe('recording sessions', () => {
    const opened = useStore(open);

    /** Stores a change and expects no conflict. Resolves to the stored session. */
    const store = async (change: SessionChange): Promise<Session> => {
      expect(await opened.store.commit([change])).toEqual(new Set());
      return after(change);
    };
    const load = async (key: SessionKey): Promise<Session | undefined> =>
      (await opened.store.loadLatest([key]))[0];
    const viewMs = async (username: string): Promise<Record<string, number>> => {
      const totals = await opened.store.viewTotals({ from: 0, to: 2 * T0 }, { usernames: [username] });
      return Object.fromEntries(totals.map(({ view, ms }) => [view, ms]));
    };

    it('returns undefined for a key without sessions', async () => {
      expect(await opened.store.loadLatest([keyOf('nobody'), keyOf('no one')])).toEqual([
        undefined,
        undefined,
      ]);
    });

    it('returns the stored sessions in the order of the keys', async () => {
      const ann = await store(starting(keyOf('ann'), T0));
      const stayed = await store(staying(ann, 'home', T0 + MINUTE, 'news'));
      const ben = await store(starting(keyOf('ben'), T0 + 1));
      const found = await opened.store.loadLatest([ben.key, keyOf('nobody'), ann.key]);
      expect(found).toEqual([ben, undefined, stayed]);
    });

    it('keeps any legal string as username, client, view, tab and page id', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            username: legalString(),
            client: legalString(),
            view: legalString(),
            tab: legalString(),
          }),
          fc.uuid(),
          async ({ username, client, view, tab }, unique) => {
            const key = keyOf(username, client + unique);
            const started = await store(starting(key, T0));
            const visible = { kind: 'keepalive', visible: true, path: [view, tab] } as const;
            const seen = await store(pinging(started, { ...visible, pageId: tab }, T0 + 1));
            const seenAgain = await store(pinging(seen, { ...visible, pageId: tab }, T0 + 2));
            const left = await store(pinging(seenAgain, { ...visible, path: [view] }, T0 + 3));
            expect(await load(key)).toEqual(left);
            expect(left.totals).toEqual(
              new Map<string, PathTotal>([
                [pathKey([view, tab]), { path: [view, tab], ms: 1 }],
                [pathKey([view]), { path: [view], ms: 1 }],
              ]),
            );
          },
        ),
        {
          numRuns: 50,
          examples: ODD_STRINGS.map((odd) => [{ username: odd, client: odd, view: odd, tab: odd }, odd]),
        },
      );
    });

    it('keeps the time of a view without a tab apart from the time of the view’s tabs', async () => {
      const started = await store(starting(keyOf('no tab'), T0));
      const viewed = await store(staying(started, 'v', T0 + 1000));
      const tabbed = await store(staying(viewed, 'v', T0 + 3000, 't'));
      expect((await load(tabbed.key))?.totals).toEqual(
        new Map<string, PathTotal>([
          ['v', { path: ['v'], ms: 1000 }],
          [pathKey(['v', 't']), { path: ['v', 't'], ms: 2000 }],
        ]),
      );
    });

    it('leaves out a change of an old revision, with its rollups, and stores the rest of the batch', async () => {
      const slow = await store(starting(keyOf('slow'), T0));
      const fast = await store(starting(keyOf('fast'), T0));
      await store(staying(slow, 'first', T0 + MINUTE));

      const stale = staying(slow, 'second', T0 + 2 * MINUTE);
      const fresh = staying(fast, 'first', T0 + MINUTE);
      expect(await opened.store.commit([stale, fresh])).toEqual(new Set([slow.key.hash]));

      expect((await load(slow.key))?.state.visibleMs).toBe(MINUTE);
      expect(await viewMs('slow')).toEqual({ first: MINUTE });
      expect(await load(fast.key)).toEqual(after(fresh));
      expect(await viewMs('fast')).toEqual({ first: MINUTE });
    });

    it('stores a ping that it had left out, after the ping is folded again into the stored session', async () => {
      const before = await store(starting(keyOf('again'), T0));
      await store(staying(before, 'first', T0 + MINUTE));
      expect(await opened.store.commit([staying(before, 'second', T0 + 2 * MINUTE)])).toEqual(
        new Set([before.key.hash]),
      );
      const current = await load(before.key);
      if (!current) throw new Error('The session is gone');
      await store(staying(current, 'second', T0 + 2 * MINUTE));
      expect(await viewMs('again')).toEqual({ first: MINUTE, second: MINUTE });
    });

    it('leaves out a change to a session that is not stored', async () => {
      const session = after(starting(keyOf('unknown'), T0));
      expect(await opened.store.commit([staying(session, 'v', T0 + 1)])).toEqual(new Set([session.key.hash]));
      expect(await load(session.key)).toBeUndefined();
    });

    it('stores only one of many inserts of the same session by several processes', async () => {
      const key = keyOf('race');
      const attempts = Array.from({ length: 20 }, (_, index) => starting(key, T0 + index));
      const outcomes = await Promise.all(
        attempts.map((attempt, index) => (index % 2 ? opened.store : opened.another).commit([attempt])),
      );
      expect(outcomes.filter((conflicts) => conflicts.size === 0)).toHaveLength(1);
      const won = attempts[outcomes.findIndex((conflicts) => conflicts.size === 0)];
      expect(won && (await load(key))).toEqual(won && after(won));
    });

    it('stores neither an id twice nor an ordinal of a key twice', async () => {
      const first = await store(starting(keyOf('unique'), T0));
      const other = after(starting(keyOf('unique other'), T0));
      const sameId = { ...unchanged({ ...other, revision: 0, id: first.id }) };
      const sameOrdinal = { ...unchanged({ ...first, revision: 0, id: sessionIdOf(first.key, 2) }) };
      expect(
        await opened.store.commit([
          { key: other.key, writes: [sameId] },
          { key: first.key, writes: [sameOrdinal] },
        ]),
      ).toEqual(new Set([other.key.hash, first.key.hash]));
      expect(await load(other.key)).toBeUndefined();
      expect(await load(first.key)).toEqual(first);
    });

    it('keeps keys apart whose hashes differ in the last digit alone', async () => {
      const keys = ['0', '1'].map((digit): SessionKey => {
        const { hash } = keyOf('alike');
        return { ...keyOf('alike', `client ${digit}`), hash: `${hash.slice(0, -1)}${digit}` };
      });
      const sessions: Session[] = [];
      for (const key of keys) sessions.push(await store(starting(key, T0)));
      expect(await opened.store.loadLatest(keys)).toEqual(sessions);
    });

    it('stores only one of two pings that were folded into the same revision', async () => {
      const before = await store(starting(keyOf('twice'), T0));
      const pings = ['left', 'right'].map((view) => staying(before, view, T0 + MINUTE));
      const outcomes = await Promise.all(
        pings.map((ping, index) => (index ? opened.store : opened.another).commit([ping])),
      );
      expect(outcomes.map((conflicts) => conflicts.size).sort()).toEqual([0, 1]);
      expect(Object.values(await viewMs('twice'))).toEqual([MINUTE]);
    });

    it('supersedes a session when the next one of its key starts', async () => {
      const first = await store(staying(await store(starting(keyOf('next'), T0)), 'v', T0 + MINUTE));
      const second = await store(starting(first.key, T0 + 10 * MINUTE, first));
      expect(await load(first.key)).toEqual(second);
      expect(second.ordinal).toBe(2);
      const found = await opened.store.findSession(first.id);
      expect(found?.superseded).toBe(true);
      expect(found?.totals).toEqual([{ path: ['v'], ms: MINUTE }]);
    });

    it('refuses to start the next session if the previous one has changed since it was read', async () => {
      const first = await store(starting(keyOf('not next'), T0));
      const pinged = await store(staying(first, 'v', T0 + MINUTE));
      expect(await opened.store.commit([starting(first.key, T0 + MINUTE, first)])).toEqual(
        new Set([first.key.hash]),
      );
      expect(await load(first.key)).toEqual(pinged);
    });

    it('stores in one change a ping, then the end of the pinged session and the start of the next session', async () => {
      const first = await store(starting(keyOf('all at once'), T0));
      const pinged = staying(first, 'v', T0 + MINUTE);
      const [write] = pinged.writes;
      const next = starting(first.key, T0 + 10 * MINUTE, first);
      const [, insert] = next.writes;
      if (!write || !insert) throw new Error('Both changes have writes');
      const superseded = { ...write, session: { ...write.session, superseded: true } };
      const second = await store({ key: first.key, writes: [superseded, insert] });
      expect(await load(first.key)).toEqual(second);
      expect((await opened.store.findSession(first.id))?.totals).toEqual([{ path: ['v'], ms: MINUTE }]);
      expect(await viewMs('all at once')).toEqual({ v: MINUTE });
    });

    it('keeps a session with 2,000 tabs and adds to single tabs', async () => {
      const wide = await store(starting(keyOf('wide'), T0));
      const all = Array.from({ length: 2_000 }, (_, n): PathTotal => ({ path: ['v', `tab ${n}`], ms: n }));
      const totals = new Map(all.map((total) => [pathKey(total.path), total]));
      const filled = await store({
        key: wide.key,
        writes: [{ ...unchanged({ ...wide, totals }), changedTotals: all }],
      });
      expect((await load(wide.key))?.totals).toEqual(totals);
      const stayed = await store(staying(filled, 'v', T0 + MINUTE, 'tab 1234'));
      expect((await load(wide.key))?.totals).toEqual(stayed.totals);
      expect((await opened.store.findSession(wide.id))?.totals).toHaveLength(2_000);
    });

    describe('the trail', () => {
      const stretches = (count: number, ms: number): Stretch[] =>
        Array.from({ length: count }, (_, n): Stretch => {
          const span = { from: T0 + n * ms, to: T0 + (n + 1) * ms };
          return n % 2
            ? { ...span, state: 'hidden' }
            : { ...span, state: 'visible', path: ['v', `tab ${n}`] };
        });
      const withTrail = async (session: Session, trail: readonly Stretch[], changedFrom?: number) =>
        store({
          key: session.key,
          writes: [
            {
              ...unchanged({
                ...session,
                trail,
                state: { ...session.state, lastPing: trail.at(-1)?.to ?? T0 },
              }),
              trailChangedFrom: changedFrom,
            },
          ],
        });
      const trailOf = async ({ id }: Session) => (await opened.store.findSession(id))?.trail;

      it('is stored completely and in order', async () => {
        const long = stretches(MAX_STRETCHES, 1000);
        const session = await withTrail(await store(starting(keyOf('trail'), T0)), long, T0);
        expect(await trailOf(session)).toEqual(long);
        expect((await load(session.key))?.trail).toEqual(long);
      });

      it('can be replaced completely', async () => {
        const long = await withTrail(await store(starting(keyOf('condensed'), T0)), stretches(40, 1000), T0);
        const short = stretches(4, 10_000);
        expect(await trailOf(await withTrail(long, short, T0))).toEqual(short);
      });

      it('can be replaced from the changed stretch on', async () => {
        const before = stretches(10, 1000);
        const session = await withTrail(await store(starting(keyOf('repainted'), T0)), before, T0);
        const repainted: Stretch[] = [
          ...before.slice(0, 7),
          { from: T0 + 7000, to: T0 + 12_000, state: 'visible', path: ['v'] },
        ];
        expect(await trailOf(await withTrail(session, repainted, T0 + 7000))).toEqual(repainted);
      });

      it('can grow in its last stretch', async () => {
        const session = await withTrail(await store(starting(keyOf('going on'), T0)), stretches(3, 1000), T0);
        const longer: Stretch[] = [
          ...stretches(2, 1000),
          { from: T0 + 2000, to: T0 + 9000, state: 'visible', path: ['v', 'tab 2'] },
        ];
        const stayed = await withTrail(session, longer, T0 + 2000);
        expect(await trailOf(stayed)).toEqual(longer);
        const added: Stretch[] = [...longer, { from: T0 + 9000, to: T0 + 9001, state: 'gap' }];
        expect(await trailOf(await withTrail(stayed, added, T0 + 2000))).toEqual(added);
      });

      it('can replace a stretch by one of another state with the same start', async () => {
        const session = await withTrail(await store(starting(keyOf('credited'), T0)), stretches(2, 1000), T0);
        const credited: Stretch[] = [
          ...stretches(1, 1000),
          { from: T0 + 1000, to: T0 + 3000, state: 'visible', path: ['w'] },
        ];
        expect(await trailOf(await withTrail(session, credited, T0 + 1000))).toEqual(credited);
      });

      it('stays the same after a write of the session that says that the trail did not change', async () => {
        const session = await withTrail(await store(starting(keyOf('still'), T0)), stretches(3, 1000), T0);
        await withTrail(session, stretches(3, 1000));
        expect(await trailOf(session)).toEqual(stretches(3, 1000));
      });
    });

    it('finds a session by its id alone, written as it is written everywhere', async () => {
      const session = await store(starting(keyOf('found'), T0));
      expect((await opened.store.findSession(session.id))?.key).toEqual(session.key);
      for (const other of ['no such id', session.id.toUpperCase(), session.id.replaceAll('-', '')]) {
        expect(await opened.store.findSession(other)).toBeUndefined();
      }
    });

    it('shows by ping() that the database answers', async () => {
      expect(await opened.store.ping()).toBeUndefined();
    });
  });
};
