import type { Path } from '@dwell/shared';
import type { PastRequest } from '@dwell/api/testing/record-history';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

/**
 * A request of a session: seconds after the session's start; whether it is a visible keepalive, a hidden keepalive, or
 * the session-hide of a page that the user has left; and the path.
 */
type Step = readonly [seconds: number, state: 'visible' | 'hidden' | 'left', path: Path];

/** Returns the requests of one session: with `page` as the tracker sends them, without it as older clients do. */
export const session = (
  username: string,
  start: number,
  steps: readonly Step[],
  { page, client }: { page?: string; client?: string } = {},
): PastRequest[] => {
  const who = { username, ...(client !== undefined && { client }) };
  return [
    { at: start, ...who, request: { kind: 'sessionstart' } },
    ...steps.map(([seconds, state, path]): PastRequest => ({
      at: start + Math.round(seconds * SECOND),
      ...who,
      request: {
        kind: state === 'left' ? 'session-hide' : 'keepalive',
        visible: state === 'visible',
        path,
        ...(page !== undefined && { pageId: page }),
      },
    })),
  ];
};

/**
 * A session that is hidden for two minutes. It is also without keepalives for 200 seconds, of which the last 80 count
 * as neither visible nor hidden.
 */
export const INTERRUPTED = {
  username: 'ida',
  start: Date.UTC(2025, 2, 5, 9),
  requests: session(
    'ida',
    Date.UTC(2025, 2, 5, 9),
    [
      [0, 'visible', ['/orders', 'open']],
      [60, 'visible', ['/orders', 'open']],
      [80.25, 'visible', ['/orders', 'done']],
      [140.25, 'visible', ['/orders', 'done']],
      [170.5, 'left', ['/orders', 'done']],
      [230.5, 'hidden', ['/orders', 'done']],
      [290.5, 'visible', ['/help']],
      [350.5, 'visible', ['/help']],
      [550.5, 'visible', ['/help']],
      [560.5, 'left', ['/help']],
    ],
    { page: 'page 1' },
  ),
  visibleSeconds: 360.5,
  hiddenSeconds: 120,
  silentSeconds: 80,
  viewSeconds: { '/orders': 170.5, '/help': 190 },
};

/** A session of 130 visits to two views in turn. */
export const RESTLESS = {
  username: 'rex',
  requests: session(
    'rex',
    Date.UTC(2025, 2, 6, 13, 0, 0, 7),
    Array.from({ length: 130 }, (_, turn): Step => [
      (turn + 1) * 11.111,
      'visible',
      turn % 2 === 0 ? ['/orders', 'open'] : ['/stock'],
    ]),
  ),
};

/** A week in which the clocks of New York go forward. */
export const MARCH_WEEK = { from: Date.UTC(2025, 2, 5), to: Date.UTC(2025, 2, 12) };

/** More views than the chart has layers for, and more than the list shows at first. Some have awkward names. */
const PATHS: readonly Path[] = [
  ['/orders', 'open'],
  ['/orders', 'done'],
  ['/orders'],
  ['/customers', 'list'],
  ['/customers', 'map'],
  ['/reports'],
  ['/planning', 'week'],
  ['/stock'],
  ['/invoices'],
  ['/messages'],
  ['/help'],
  ['/map', 'roads'],
  ['/archive'],
  ['/日本語'],
  ['<b>$x.y</b>', '__proto__'],
  ['__proto__'],
];

export const PEOPLE = ['ann', 'bob', 'cid', 'Dora Müller', 'eve', '日本'];

/** Yields pseudo-random numbers from 0 to 1: the same numbers for the same seed. */
const randomNumbers = function* (seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
};

/** Returns the requests of seven days up to the instant `to`, by several users at all hours. */
export const week = (to: number): PastRequest[] => {
  const from = to - 7 * DAY;
  return PEOPLE.flatMap((username, person) => {
    const random = randomNumbers(person + 1);
    const draw = (): number => random.next().value;
    return Array.from({ length: 14 }, (_, half) => {
      const start = from + Math.round((half / 2) * DAY + draw() * 10 * HOUR);
      const steps: Step[] = [];
      let seconds = 0;
      let path = PATHS[0] ?? ['/'];
      for (let left = 8 + Math.floor(draw() * 25); left > 0; left--) {
        // Because of the square, the first paths are drawn more often.
        if (draw() < 0.4) path = PATHS[Math.floor(PATHS.length * draw() ** 2)] ?? path;
        steps.push([seconds, draw() < 0.9 ? 'visible' : 'hidden', path]);
        seconds += 20 + 40 * draw();
      }
      steps.push([seconds, 'left', path]);
      return session(username, start, steps, person % 2 === 0 ? { page: `page ${half}` } : {});
    }).flat();
  });
};

/** Returns the requests of a screen on a wall: 30 hours, which cross a midnight in every time zone. */
export const wallScreen = (start: number): PastRequest[] =>
  session(
    'wall screen',
    start,
    Array.from({ length: 450 }, (_, ping): Step => [(ping + 1) * 240, 'visible', ['/reports', 'wall']]),
  );

/** Returns the requests of two sessions that are active at `now`, and of one whose last ping came 29 minutes before. */
export const present = (now: number): PastRequest[] => [
  ...session('fay', now - 200 * SECOND, [
    [0, 'visible', ['/orders', 'open']],
    [60, 'visible', ['/orders', 'open']],
    [120, 'visible', ['/customers', 'list']],
    [195, 'visible', ['/customers', 'list']],
  ]),
  ...session('gus', now - 90 * SECOND, [[60, 'hidden', ['/help']]]),
  ...session('hal', now - 30 * 60 * SECOND, [[60, 'visible', ['/help']]]),
];

/**
 * Returns the requests of MARCH_WEEK, with INTERRUPTED and RESTLESS; of the seven days until an hour before `now`; of a
 * wall screen in each of the two weeks; and of `present`.
 */
export const history = (now = Date.now()): PastRequest[] => [
  ...INTERRUPTED.requests,
  ...RESTLESS.requests,
  ...week(MARCH_WEEK.to),
  ...wallScreen(Date.UTC(2025, 2, 8, 18)),
  ...week(now - HOUR),
  ...wallScreen(now - 4 * DAY),
  ...present(now),
];
