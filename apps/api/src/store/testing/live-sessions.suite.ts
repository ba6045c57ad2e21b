import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Ping } from '@dwell/shared';
import { toLiveSession } from '../model/live-session.js';
import type { LiveSession, Session, SessionChange, SessionStore } from '../ports/session-store.js';
import { after, keyOf, pinging, sketched, starting, T0 } from './session-changes.js';
import { type OpenStore, useStore } from './store-under-test.js';

const MINUTE = 60_000;
const NOW = T0 + 600 * MINUTE;

const visible = (view: string, tab: string, pageId?: string): Ping => ({
  kind: 'keepalive',
  visible: true,
  path: [view, tab],
  pageId,
});

export const describeLiveSessions = (open: OpenStore<SessionStore>): void => {
  describe('listing live sessions', () => {
    const opened = useStore(open);
    const pinged: Session[] = [];

    const store = async (change: SessionChange): Promise<Session> => {
      expect(await opened.store.commit([change])).toEqual(new Set());
      return after(change);
    };
    const list = async (since: number): Promise<LiveSession[]> =>
      (await opened.store.listLive(since)).sort((a, b) => (a.id < b.id ? -1 : 1));

    beforeAll(async () => {
      // Sessions of many lengths, because a store may find short and long ones in different ways.
      const others = Array.from({ length: 60 }, (_, n) =>
        sketched({ username: `user ${n}`, start: T0 + n * MINUTE, lastPing: T0 + n * n * (MINUTE / 6) }),
      );
      expect(await opened.store.commit(others)).toEqual(new Set());
      const pings = [visible('home', 'news'), visible('home', 'mail', 'page'), visible('home', 'news')];
      for (const ping of pings) {
        const started = await store(starting(keyOf(`pinger ${pinged.length}`), NOW - 3 * MINUTE));
        const seen = await store(pinging(started, ping, NOW - 2 * MINUTE));
        pinged.push(await store(pinging(seen, ping, NOW - MINUTE)));
      }
      const [, , last] = pinged;
      if (!last) throw new Error('There are three sessions');
      const hidden = await store(pinging(last, { ...visible('home', 'x'), visible: false }, NOW - MINUTE));
      pinged[2] = hidden;
      const ended = await store(starting(keyOf('superseded'), NOW - MINUTE));
      pinged.push(await store(starting(keyOf('superseded'), NOW, ended)));
    });

    it('returns each session with its revision, and with the state that tells where it is', async () => {
      const expected = pinged.map(toLiveSession).sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(await list(NOW - 2 * MINUTE)).toEqual(expected);
      expect(expected.map(({ revision }) => revision).sort()).toEqual([1, 3, 3, 4]);
    });

    it('returns exactly the sessions that are not superseded and whose last ping came after the given time, whatever their lengths', async () => {
      const lastPings = (await list(0)).map(({ state }) => state.lastPing);
      expect(lastPings).toHaveLength(64);
      for (const since of [T0, T0 + MINUTE, T0 + 100 * MINUTE, T0 + 300 * MINUTE, NOW - MINUTE, NOW]) {
        const found = (await list(since)).map(({ state }) => state.lastPing);
        expect(found.sort()).toEqual(lastPings.filter((lastPing) => lastPing > since).sort());
      }
    });
  });
};
