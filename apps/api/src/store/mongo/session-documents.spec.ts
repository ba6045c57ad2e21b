import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { NO_TAB_KEY, toSeconds } from '@dwell/shared';
import { describeOnMongo } from '@dwell/sessions/testing/mongo';
import type { Session, SessionChange } from '../ports/session-store.js';
import { Recorder } from '../../recording/recorder.js';
import { keyOf } from '../model/session-key.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { after, starting, staying, T0 } from '../testing/session-changes.js';
import type { SessionDocument } from './schema/sessions.js';
import type { MongoDatabase } from './connection/database.js';
import { MongoSessionStore } from './session-store.js';
import { openTemporaryDatabase } from './testing/temporary-database.js';

const MINUTE = 60_000;
const EVERYTHING = {
  sort: 'start',
  order: 'asc',
  limit: 100,
  activeWindow: { after: T0, until: Infinity },
} as const;

describeOnMongo('A session document', (server) => {
  let database: MongoDatabase;
  let store: MongoSessionStore;
  let close: () => Promise<void>;
  const warnings: string[] = [];
  beforeAll(async () => {
    ({ database, close } = await openTemporaryDatabase(server));
  });
  afterEach(async () => {
    await database.sessions.deleteMany({});
    warnings.length = 0;
  });
  afterAll(async () => {
    await close();
  });

  /** Opens a store with an empty cache, like another process. */
  const freshStore = (): MongoSessionStore =>
    (store = new MongoSessionStore(database, (message) => void warnings.push(message)));
  const commit = async (change: SessionChange): Promise<Session> => {
    expect(await store.commit([change])).toEqual(new Set());
    return after(change);
  };
  /** Records a minute on a view and two minutes on a tab of the view. */
  const record = async (username: string): Promise<Session> => {
    freshStore();
    const started = await commit(starting(keyOf(username, 'desk'), T0));
    const viewed = await commit(staying(started, 'v', T0 + MINUTE));
    return commit(staying(viewed, 'v', T0 + 3 * MINUTE, 't'));
  };
  const documentOf = (session: Session): Promise<SessionDocument | null> =>
    database.sessions.findOne({ _id: session.id });

  it('has the nine documented fields, with times in seconds', async () => {
    const session = await record('root');
    expect(await documentOf(session)).toMatchObject({
      _id: session.id,
      id_beaker_session: Buffer.from('root_desk').toString('base64'),
      username: 'root',
      start: toSeconds(T0),
      last_ping: toSeconds(T0 + 3 * MINUTE),
      last_visible_ping: toSeconds(T0 + 3 * MINUTE),
      last_visible_path: ['v', 't'],
      visible_duration: 180,
      tab_duration: { v: { t: 120, [NO_TAB_KEY]: 60 } },
    });
  });

  it('keeps times to the thousandth of a second', async () => {
    freshStore();
    const started = await commit(starting(keyOf('exact', 'desk'), T0 + 1));
    const stayed = await commit(staying(started, 'v', T0 + 1_234));
    expect(await documentOf(stayed)).toMatchObject({
      start: (T0 + 1) / 1000,
      visible_duration: 1.233,
      tab_duration: { v: 1.233 },
    });
    expect((await freshStore().loadLatest([stayed.key]))[0]).toEqual(stayed);
  });

  describe('that another program wrote', () => {
    const foreign = {
      _id: 'b2d7f5a0-0000-4000-8000-000000000001',
      id_beaker_session: 'cm9vdF8xNTc0OTU3MjMz',
      username: 'root',
      start: 1574957233,
      last_ping: 1574957333,
      last_visible_ping: 1574957300,
      last_visible_path: 'None',
      visible_duration: 67,
      tab_duration: { 'view-weather': { tab1: 60, tab2: 7 }, 'view-alarms': 0 },
    };
    const insert = (document: object) =>
      database.collection<{ _id: string }>(database.sessionsName).insertOne(document as { _id: string });

    it('is listed and found even with only the nine documented fields', async () => {
      await insert(foreign);
      const [listed] = await freshStore().listSessions(EVERYTHING);
      expect(listed).toEqual({
        id: foreign._id,
        key: { username: 'root', client: '1574957233', hash: '' },
        superseded: false,
        state: {
          start: 1574957233_000,
          lastPing: 1574957333_000,
          lastVisiblePing: 1574957300_000,
          lastVisiblePath: [],
          visibleMs: 67_000,
          pages: [],
        },
        totals: [
          { path: ['view-weather', 'tab1'], ms: 60_000 },
          { path: ['view-weather', 'tab2'], ms: 7_000 },
          { path: ['view-alarms'], ms: 0 },
        ],
      });
      expect((await store.findSession(foreign._id))?.trail).toEqual([]);
    });

    it.each<[what: string, broken: object]>([
      ['no start', { start: undefined }],
      ['a start that is text', { start: 'yesterday' }],
      ['a last ping that is no number', { last_ping: NaN }],
      ['a username that is a number', { username: 7 }],
      ['a tab_duration that is text', { tab_duration: 'long' }],
      ['a tab_duration with text in it', { tab_duration: { v: { t: 'long' } } }],
    ])('and damaged, with %s, is left out at the beginning and the end of lists', async (_, broken) => {
      const good = await record('root');
      await insert({ ...foreign, _id: 'broken', start: 1, ...broken });
      await insert({ ...foreign, _id: 'also broken', start: 9e9, ...broken });
      for (const limit of [1, 2, 100]) {
        const sessions = await freshStore().listSessions({ ...EVERYTHING, limit });
        expect(sessions.map(({ id }) => id)).toEqual([good.id]);
      }
    });

    it('with an id that is no string is left out of lists', async () => {
      await insert({ ...foreign, _id: 7 });
      expect(await freshStore().listSessions(EVERYTHING)).toEqual([]);
    });

    it('and damaged causes one warning', async () => {
      await insert({ ...foreign, _id: 'broken', tab_duration: 'long' });
      freshStore();
      await store.listSessions(EVERYTHING);
      await store.listSessions(EVERYTHING);
      expect(await store.findSession('broken')).toBeUndefined();
      expect(warnings).toEqual([expect.stringMatching(/Test_session: the document broken can not be read/)]);
    });
  });

  it('that is damaged while its session is active ends the session, and the user gets a new one', async () => {
    const session = await record('ann');
    await database
      .collection<{ _id: string; tab_duration: unknown; visible_duration: unknown }>(database.sessionsName)
      .updateOne({ _id: session.id }, { $set: { tab_duration: 'long', visible_duration: 'very' } });
    const clock = new FakeClock(T0 + 4 * MINUTE);
    const rules = { aliveMs: 5 * MINUTE, keepaliveIntervalMs: MINUTE, onInactive: 'restart' } as const;
    const recorder = new Recorder(freshStore(), clock, rules);
    const ping = () => recorder.record(session.key, { kind: 'keepalive', visible: true, path: ['v'] });
    expect(await ping()).toEqual({ recorded: true, time: T0 + 4 * MINUTE });
    clock.advance(MINUTE);
    expect(await ping()).toEqual({ recorded: true, time: T0 + 5 * MINUTE });
    expect((await store.loadLatest([session.key]))[0]).toMatchObject({
      ordinal: 2,
      state: { start: T0 + 4 * MINUTE, visibleMs: MINUTE },
    });
    expect(await documentOf(session)).toMatchObject({ superseded: true });
  });

  it.each<[what: string, broken: object]>([
    ['pages', { pages: [null], covered: [null] }],
    ['a path', { credited_path: 7 }],
    ['the trail', { trail: [null, { begins: 'x' }] }],
    ['own time', { own_time: [null] }],
    ['its lists', { pages: 1, covered: 'a', trail: {}, own_time: null, open_time: 2, views: 3, commits: 4 }],
  ])('with damage in %s can still be read and written', async (_, broken) => {
    const session = await record('ann');
    await database
      .collection<{ _id: string }>(database.sessionsName)
      .updateOne({ _id: session.id }, { $set: broken });
    const [loaded] = await freshStore().loadLatest([session.key]);
    const stayed = await commit(staying(loaded ?? session, 'v', T0 + 4 * MINUTE));
    expect((await freshStore().listSessions(EVERYTHING)).map(({ id }) => id)).toEqual([session.id]);
    expect((await store.findSession(session.id))?.state).toMatchObject({ visibleMs: 4 * MINUTE });
    expect((await store.loadLatest([session.key]))[0]?.state).toEqual(stayed.state);
  });

  it('keeps names that have a meaning to databases or JavaScript', async () => {
    freshStore();
    for (const odd of ['$set', 'a.b', '__proto__', '$where.x', '0', 'constructor', NO_TAB_KEY]) {
      const started = await commit(starting(keyOf(odd, odd), T0));
      const viewed = await commit(staying(started, odd, T0 + MINUTE));
      const tabbed = await commit(staying(viewed, odd, T0 + 2 * MINUTE, odd));
      const other = await commit(staying(tabbed, odd, T0 + 3 * MINUTE, 'other'));
      expect((await freshStore().loadLatest([other.key]))[0]).toEqual(other);
    }
  });
});
