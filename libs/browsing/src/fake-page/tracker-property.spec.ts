import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Answer, NOT_VALID, OK, type RecordingApi, type Sent } from './testing/recording-api.js';
import { INTERVAL_MS, openTrackedPage, type TrackedPage } from './testing/tracked-page.js';

/** More than the tracker's longest wait after failures, in milliseconds. */
const LONG_MS = 300_000;

/** How long after an action it may still cause requests, in milliseconds: two answers of 5 s, and a margin of 5 s. */
const CONSEQUENCES_MS = 15_000;

/** The length of a step of the clock, in milliseconds. */
const STEP_MS = 125;

/** How many stories each test plays. A story is a random list of actions on a page. */
const RUNS = 75;

const SERVERS = {
  good: () => OK,
  overloaded: (): Answer => ({ status: 503, headers: { 'Retry-After': '5' } }),
  locked: () => ({ status: 401 }),
  away: () => undefined,
  forgetful: ({ call }: Sent) => (call === 'sessionstart' ? OK : NOT_VALID),
} satisfies Record<string, RecordingApi['answer']>;

type Action =
  | { readonly kind: 'hide' | 'show' | 'online' }
  | { readonly kind: 'navigate'; readonly path: string }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'sleep'; readonly ms: number; readonly system: 'windows' | 'other' }
  | { readonly kind: 'server'; readonly becomes: keyof typeof SERVERS; readonly latencyMs: number };

const waiting = (max: number): fc.Arbitrary<Action> =>
  fc.record({ kind: fc.constant('wait'), ms: fc.integer({ min: 1, max }) });

const story: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('hide', 'show', 'online') }),
    fc.record({ kind: fc.constant('navigate'), path: fc.constantFrom('/a', '/b', '/c') }),
    waiting(3_000),
    waiting(3 * INTERVAL_MS),
    fc.record({
      kind: fc.constant('sleep'),
      ms: fc.integer({ min: 1_000, max: 600_000 }),
      system: fc.constantFrom('windows', 'other'),
    }),
    fc.record({
      kind: fc.constant('server'),
      becomes: fc.constantFrom(...(Object.keys(SERVERS) as (keyof typeof SERVERS)[])),
      latencyMs: fc.constantFrom(1, 50, 5_000),
    }),
  ),
  { maxLength: 25 },
);

const act = async (action: Action, { api, page, time }: TrackedPage): Promise<void> => {
  switch (action.kind) {
    case 'wait':
      return time.run(action.ms, STEP_MS);
    case 'sleep':
      return time.sleep(action.ms, action.system);
    case 'server':
      api.answer = SERVERS[action.becomes];
      api.latencyMs = action.latencyMs;
      return;
    case 'navigate':
      // Hidden pages don't navigate here: the tracker reports them with the last path that was visible.
      if (page.isVisible) page.navigate(action.path);
      return;
    case 'hide':
      if (page.isVisible) page.hide();
      return;
    case 'show':
      if (!page.isVisible) page.show();
      return;
    case 'online':
      page.goOnline();
  }
};

interface Played extends TrackedPage {
  /** The times before and after each action other than waiting, by performance.now(), in milliseconds. */
  readonly actedAt: readonly number[];
}

/** Plays a story, then lets the server answer every request with success for LONG_MS. */
const play = async (actions: readonly Action[]): Promise<Played> => {
  const visited = openTrackedPage();
  const actedAt: number[] = [];
  for (const action of [...actions, { kind: 'server', becomes: 'good', latencyMs: 50 } as const]) {
    if (action.kind !== 'wait') actedAt.push(visited.time.performance.now());
    await act(action, visited);
    if (action.kind !== 'wait') actedAt.push(visited.time.performance.now());
  }
  await visited.time.run(LONG_MS, STEP_MS);
  return { ...visited, actedAt };
};

const always = (claim: (played: Played) => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(story, async (actions) => {
      claim(await play(actions));
    }),
    { numRuns: RUNS },
  );

const isPing = ({ call }: Sent): boolean => call !== 'sessionstart';

describe('whatever happens to a page', () => {
  test('the tracker has one request in flight at a time, except for session-hides', () =>
    always(({ api }) => {
      for (const { call, inFlight } of api.sent) {
        if (call !== 'session-hide') expect(inFlight.filter((each) => each !== 'session-hide')).toEqual([]);
      }
    }));

  test('each ping has the state of the page at the moment when the tracker sends it', () =>
    always(({ api }) => {
      for (const { body, call, pageWasVisible, pathWas } of api.sent.filter(isPing)) {
        expect(body).toMatchObject({ visible: pageWasVisible, path: [pathWas] });
        if (call === 'session-hide') expect(pageWasVisible).toBe(false);
      }
    }));

  test('the tracker sends at most one keepalive in each interval, if nothing happens and the server answers well', () =>
    always(({ api, actedAt }) => {
      const pings = api.sent.filter(isPing);
      pings.slice(1).forEach(({ at }, index) => {
        const before = pings[index];
        if (before?.answer !== OK) return;
        if (actedAt.some((time) => time > before.at - CONSEQUENCES_MS && time <= at)) return;
        expect(at - before.at).toBeGreaterThanOrEqual(INTERVAL_MS);
      });
    }));

  test('the last request of a visible page has its state and is less than 1.1 intervals old, once the server answers well again', () =>
    always(({ api, page, time }) => {
      if (!page.isVisible) return;
      const last = api.sent.at(-1);
      expect(last?.body).toMatchObject({ visible: true, path: [page.location.pathname] });
      expect(time.performance.now() - (last?.at ?? NaN)).toBeLessThan(1.1 * INTERVAL_MS);
    }));
});
