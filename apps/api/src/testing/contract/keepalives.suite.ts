import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type {
  KeepalivesAnswer,
  KeepalivesItem,
  SessionAnswer,
  SessionDetailAnswer,
  TimelineAnswer,
  ViewsAnswer,
} from '@dwell/shared';
import { type Answer, TestUser } from '../test-server.js';
import type { ContractStage } from './contract-stage.js';

/** A call of one of a few users, valid or not. */
interface Step {
  /** How long after the previous call it comes, in milliseconds. With 0, it goes into the same body. */
  readonly waitMs: number;
  readonly user: number;
  readonly item: Omit<KeepalivesItem, 'username'>;
}

const USERS = 3;

const anyPing = {
  path: fc.constantFrom(['A'], ['A', 't'], ['B'], '[B,t]', ['C', 'd', 'e'], [], ['']),
  client_id: fc.option(fc.constantFrom('desk', 'phone'), { nil: undefined }),
  page_id: fc.option(fc.constantFrom('p1', 'p2'), { nil: undefined }),
  elapsed_ms: fc.option(fc.constantFrom(-1, 0, 1_500, 20_000, 59_000, 90_000), { nil: undefined }),
};

const anyItem = fc.oneof(
  { weight: 1, arbitrary: fc.record({ call: fc.constant('sessionstart'), client_id: anyPing.client_id }) },
  {
    weight: 6,
    arbitrary: fc.record({
      call: fc.constant('keepalive'),
      visible: fc.constantFrom(true, true, true, false, 'yes'),
      ...anyPing,
    }),
  },
  { weight: 2, arbitrary: fc.record({ call: fc.constant('session-hide'), ...anyPing }) },
) as fc.Arbitrary<Step['item']>;

const anyStep: fc.Arbitrary<Step> = fc.record({
  waitMs: fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    fc.integer({ min: 1, max: 120_000 }),
    fc.constant(300_000),
  ),
  user: fc.nat({ max: USERS - 1 }),
  item: anyItem,
});

/** Without these, most random pings would have no active session. */
const STARTS = Array.from({ length: USERS }, (_, user): Step => ({
  waitMs: 0,
  user,
  item: { call: 'sessionstart' },
}));

export const describeKeepalives = (stage: ContractStage): void => {
  const { now, someone, wait } = stage;
  const send = (items: readonly unknown[]): Promise<Answer<KeepalivesAnswer>> =>
    stage.server.call<KeepalivesAnswer>('POST', '/api/v2/keepalives', { key: stage.key, body: items });

  describe('many calls in one body', () => {
    it('are recorded each for its user and client, and answered in their order', async () => {
      const [ann, bob] = [someone(), someone()];
      const of = ({ username }: TestUser, item: object) => ({ username, ...item });
      const begin = now();
      const starts = await send([ann, bob].map((user) => of(user, { call: 'sessionstart' })));
      expect(starts).toMatchObject({
        status: 200,
        body: {
          description: 'Keepalives',
          results: [
            { statusCode: 200, time: begin },
            { statusCode: 200, time: begin },
          ],
        },
      });
      wait(10);
      const pings = await send([
        of(ann, { call: 'keepalive', visible: true, path: ['V', 'T'] }),
        of(bob, { call: 'keepalive', visible: false, path: ['V'] }),
        of(ann, { call: 'keepalive', visible: true, path: ['V'], client_id: 'phone' }),
        of(bob, { call: 'session-hide', path: ['W'] }),
      ]);
      expect(pings.body.results).toMatchObject([
        { statusCode: 200, time: begin + 10 },
        { statusCode: 200, time: begin + 10 },
        { statusCode: 400, description: 'Session Not Valid', name: '' },
        { statusCode: 200, time: begin + 10 },
      ]);
      expect(await ann.session()).toMatchObject({ tab_duration: { V: { T: 10 } } });
      expect(await bob.session()).toMatchObject({ visible_duration: 0, last_visible_path: ['W'] });
    });

    it('count the same as when each comes as a call of its own: sessions, trails, statistics and refusals', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 30 }), async (steps) => {
          run++;
          const teamOf = (name: string): TestUser[] =>
            Array.from(
              { length: USERS },
              (_, n) => new TestUser(stage.server, stage.key, `${name} ${run} ${n}`),
            );
          const [alone, together] = [teamOf('alone'), teamOf('together')];
          const begin = now();
          for (const { waitMs, calls } of bodiesOf([...STARTS, ...steps])) {
            wait(waitMs / 1000);
            const single: Answer[] = [];
            for (const { user, item } of calls) {
              const { call, ...body } = item;
              single.push((await alone[user]?.post(call, body)) as Answer);
            }
            const { body } = await send(
              calls.map(({ user, item }) => ({ username: together[user]?.username, ...item })),
            );
            expect(body.results).toEqual(single.map(outcomeOf));
          }
          for (const [n, user] of alone.entries()) {
            const other = together[n] as TestUser;
            expect(await recordOf(other, begin)).toEqual(await recordOf(user, begin));
          }
        }),
        { numRuns: 10 },
      );
    });
  });

  /** Returns all that is recorded for a user, without the fields that contain the username. */
  const recordOf = async ({ username }: TestUser, from: number): Promise<object> => {
    const query = new URLSearchParams({ 'usernames[]': username });
    const get = async <T>(path: string): Promise<T> =>
      (await stage.server.call<T>('GET', `/api/v2/${path}`, { key: stage.key })).body;
    const { sessions } = await get<{ sessions: SessionAnswer[] }>(`sessions?${query}`);
    const details = await Promise.all(
      sessions.map(async ({ _id }) => (await get<SessionDetailAnswer>(`sessions/${_id}`)).session),
    );
    const window = `${query}&from=${from}&to=${now() + 900}&compare=none`;
    const { buckets, series } = await get<TimelineAnswer>(`statistics/timeline?${window}&bucket=hour`);
    const { views } = await get<ViewsAnswer>(`statistics/views?${window}`);
    const comparable = details.map((session) => ({
      ...session,
      _id: '',
      username: '',
      id_beaker_session: '',
    }));
    // Sessions that start at the same time are listed by their ids, which are made of the usernames.
    const inOrder = comparable.map((session) => JSON.stringify(session)).sort();
    return {
      sessions: inOrder.map((session) => JSON.parse(session) as unknown),
      ...{ buckets, series, views },
    };
  };
};

/** Puts the calls that come at the same time into one body. */
const bodiesOf = (steps: readonly Step[]): { waitMs: number; calls: Step[] }[] => {
  const bodies: { waitMs: number; calls: Step[] }[] = [];
  for (const step of steps) {
    const last = bodies.at(-1);
    if (last && step.waitMs === 0) last.calls.push(step);
    else bodies.push({ waitMs: step.waitMs, calls: [step] });
  }
  return bodies;
};

/** Returns the outcome that an item must have if the same call, sent alone, gets this answer. */
const outcomeOf = ({ status, body }: Answer): unknown =>
  status === 200 ? { statusCode: 200, time: body['time'] ?? expect.any(Number) } : body;
