import fc from 'fast-check';
import type { Path } from '@dwell/shared';
import { anyStep, pageId, story } from '@dwell/shared/testing/stories';
import type { PastRequest } from '../record-history.js';

/**
 * The zones of the questions. Kathmandu and UTC have no clock changes; those of the others are at different times of
 * day.
 */
export const ZONES = ['Europe/Paris', 'America/St_Johns', 'Pacific/Chatham', 'Asia/Kathmandu', 'UTC'];

/** Names with and without accents, of which some have another order in UTF-16 than in code points. */
export const USERS = ['ann', 'Änne', 'bob', 'zoë', '\u{1F600}', '\uFF5Ea'];

export const VIEWS = ['/orders', '/stock', '\u{1F600}', '\uFF5E', '$x.y'];

/**
 * The client whose requests go over HTTP if there is a server. The requests of other clients go straight to the
 * recorder.
 */
export const HTTP_CLIENT = 'over HTTP';

const PATHS: Path[] = [
  ['/orders'],
  ['/orders', 'open'],
  ['/orders', 'late'],
  ['/stock', 'open'],
  ['\u{1F600}'],
  ['\uFF5E', '\u{1F600}'],
  ['\uFF5E', '\uFF5E'],
  ['$x.y'],
];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Generates when a user's requests begin, in milliseconds after a clock change; negative: before it. They begin just
 * around the change, in the day before or after it, within three days of it, or a week or a month earlier.
 */
const begin = fc.oneof(
  fc.integer({ min: -20 * MINUTE_MS, max: 10 * MINUTE_MS }),
  fc.integer({ min: -26 * HOUR_MS, max: 26 * HOUR_MS }),
  fc.integer({ min: -3 * DAY_MS, max: 3 * DAY_MS }),
  // A week or a month earlier, so that the windows of comparisons have time too.
  fc
    .constantFrom(-7, -31)
    .chain((days) => fc.integer({ min: (days - 1) * DAY_MS, max: (days + 1) * DAY_MS })),
);

const paths = fc.constant(PATHS);

const pings = fc.oneof(
  {
    weight: 5,
    arbitrary: story({
      paths,
      page: fc.option(fc.constantFrom('p1', 'p2', 'p3'), { nil: undefined }),
      minLength: 1,
      maxLength: 40,
    }),
  },
  {
    weight: 1,
    arbitrary: story({ paths, page: pageId, step: fc.nat(20_000), minLength: 10, maxLength: 60 }),
  },
  // Somebody stays for hours on few paths.
  {
    weight: 1,
    arbitrary: story({
      paths: fc.subarray(PATHS, { minLength: 1, maxLength: 2 }),
      page: fc.constant('p1'),
      kind: fc.constant({ kind: 'keepalive', visible: true } as const),
      step: fc.oneof({ weight: 50, arbitrary: fc.integer({ min: 50_000, max: 130_000 }) }, anyStep),
      minLength: 50,
      maxLength: 250,
    }),
  },
);

/** Generates a strand: the requests of one user on one client. Times are relative to a clock change. */
const strand = fc
  .record({
    username: fc.constantFrom(...USERS),
    client: fc.constantFrom('desk', 'phone', 'tablet', HTTP_CLIENT),
    begin,
    announced: fc.boolean(),
    pings,
  })
  .map(({ username, client, begin, announced, pings }): PastRequest[] => [
    ...(announced ? [{ at: begin, username, client, request: { kind: 'sessionstart' } as const }] : []),
    ...pings.map(({ at, ping }) => ({ at: begin + at, username, client, request: ping })),
  ]);

/**
 * Generates the requests of several users, in order of arrival. A clock can go back between two requests of a user on
 * one client. Times are relative to a clock change.
 */
export const history = ({ strands }: { readonly strands: number }): fc.Arbitrary<PastRequest[]> =>
  fc.array(strand, { minLength: Math.ceil(strands / 2), maxLength: strands, size: 'max' }).map((strands) =>
    strands
      .flatMap((requests) => {
        let latest = -Infinity;
        return requests.map((request) => ({ request, order: (latest = Math.max(latest, request.at)) }));
      })
      .sort((a, b) => a.order - b.order)
      .map(({ request }) => request),
  );
