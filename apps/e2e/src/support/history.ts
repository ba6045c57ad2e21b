import type { Path } from '@dwell/shared';
import type { PastRequest } from '@dwell/api/testing/record-history';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

/** What a browser sends: seconds after the session's start, then a visible or hidden keepalive, or that it was left. */
type Step = readonly [seconds: number, state: 'visible' | 'hidden' | 'left', path: Path];

/** One session as a page with a tracker reports it, or without `page` as an older client does. */
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

/** Hidden for two minutes, and for 80 seconds without a keepalive that would say what it did. */
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

/** Someone who goes to and fro between two views, 130 times. */
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

/** The clocks of New York go forward in it. */
export const MARCH_WEEK = { from: Date.UTC(2025, 2, 5), to: Date.UTC(2025, 2, 12) };

/** More views than a chart has colours and a list has room for; some names are no plain words. */
const PLACES: readonly Path[] = [
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

/** Numbers from 0 to 1 that look random and are the same each time. */
const draws = function* (seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
};

/** Seven days of work, at all hours, up to the instant `to`; the same each time but for the days it falls on. */
export const week = (to: number): PastRequest[] => {
  const from = to - 7 * DAY;
  return PEOPLE.flatMap((username, person) => {
    const random = draws(person + 1);
    const draw = (): number => random.next().value;
    return Array.from({ length: 14 }, (_, half) => {
      const start = from + Math.round((half / 2) * DAY + draw() * 10 * HOUR);
      const steps: Step[] = [];
      let seconds = 0;
      let place = PLACES[0] ?? ['/'];
      for (let left = 8 + Math.floor(draw() * 25); left > 0; left--) {
        // The first places are the favourites.
        if (draw() < 0.4) place = PLACES[Math.floor(PLACES.length * draw() ** 2)] ?? place;
        steps.push([seconds, draw() < 0.9 ? 'visible' : 'hidden', place]);
        seconds += 20 + 40 * draw();
      }
      steps.push([seconds, 'left', place]);
      return session(username, start, steps, person % 2 === 0 ? { page: `page ${half}` } : {});
    }).flat();
  });
};

/** A screen on a wall, always on: 30 hours over two midnights, wherever one lives. */
export const wallScreen = (start: number): PastRequest[] =>
  session(
    'wall screen',
    start,
    Array.from({ length: 450 }, (_, ping): Step => [(ping + 1) * 240, 'visible', ['/reports', 'wall']]),
  );

/** Two who are there at `now`, and one who left half an hour before. */
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

/** A week in the past, a week up to now, and who is there now. */
export const history = (now = Date.now()): PastRequest[] => [
  ...INTERRUPTED.requests,
  ...RESTLESS.requests,
  ...week(MARCH_WEEK.to),
  ...wallScreen(Date.UTC(2025, 2, 8, 18)),
  ...week(now - HOUR),
  ...wallScreen(now - 4 * DAY),
  ...present(now),
];
