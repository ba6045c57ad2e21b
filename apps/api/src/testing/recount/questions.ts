import fc from 'fast-check';
import { BUCKETS, COMPARISONS, CONCURRENCY_BUCKETS, SORT_ORDERS, USER_SORTS } from '@dwell/shared';
import type { Query, Statistic } from './answers.js';
import { USERS, VIEWS, ZONES } from './histories.js';
import { beginningsIn, type Window } from './wall-clock.js';

const SLOT_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
const DAYS = 4;

/** Generates a point in time near a clock change: a midnight of the question's zone, or the beginning of any slot. */
const edge = fc.oneof(
  fc.record({ day: fc.integer({ min: 0, max: 2 * DAYS - 1 }) }),
  fc.record({ slot: fc.integer({ min: -DAYS * 96, max: DAYS * 96 }) }),
);

/** Generates two points in time, so near each other that the window of the same length before them has time too. */
const nearEdges = fc
  .tuple(fc.integer({ min: -96, max: 96 }), fc.integer({ min: 1, max: 192 }))
  .map(([slot, length]) => [{ slot }, { slot: slot + length }] as const);

/** Generates what a question asks for. {@link queryOf} makes a query of one statistic from it. */
export const question = fc.record(
  {
    tz: fc.constantFrom(...ZONES),
    edges: fc.oneof(fc.tuple(edge, edge), nearEdges),
    users: fc.subarray(USERS, { minLength: 1 }),
    usernames: fc.boolean(),
    excluded: fc.subarray(USERS, { minLength: 1, maxLength: 3 }),
    not_usernames: fc.boolean(),
    view: fc.constantFrom(...VIEWS, '/nowhere'),
    compare: fc.constantFrom(...COMPARISONS, 'previous' as const, 'weekdays' as const),
    bucket: fc.constantFrom(...BUCKETS),
    concurrency: fc.constantFrom(...CONCURRENCY_BUCKETS),
    top: fc.integer({ min: 1, max: 5 }),
    sort: fc.constantFrom(...USER_SORTS),
    order: fc.constantFrom(...SORT_ORDERS),
    limit: fc.integer({ min: 1, max: 3 }),
    search: fc.constantFrom('A', 'ne', 'OE', 'o', '%'),
    left_within: fc.oneof(
      fc.constantFrom(0, 60),
      fc.integer({ min: 0, max: 600_000 }).map((ms) => ms / 1000),
    ),
  },
  { requiredKeys: ['edges', 'users', 'usernames', 'excluded', 'not_usernames'] },
);

export type Question = typeof question extends fc.Arbitrary<infer Q> ? Q : never;

type Edge = Question['edges'][number];

/** Returns the window between two edges, in epoch milliseconds. */
const windowOf = ({ edges: [a, b], tz = 'UTC' }: Question, around: number): Window => {
  const first = Math.floor(around / SLOT_MS) * SLOT_MS - DAYS * DAY_MS;
  const days = beginningsIn({ from: first, to: first + (2 * DAYS + 2) * DAY_MS }, tz, 'day');
  const at = (edge: Edge): number =>
    'day' in edge ? (days[edge.day] ?? first) : first + (DAYS * 96 + edge.slot) * SLOT_MS;
  const [from, to] = [Math.min(at(a), at(b)), Math.max(at(a), at(b))];
  return { from, to: from === to ? to + SLOT_MS : to };
};

/** The longest window, in minutes, for which a server gives a point for each minute. */
const MAX_MINUTES = 2_000;

/**
 * Returns the query of one statistic, for a window around an instant. Parameters that are not in the question, or that
 * the statistic does not have, are left out.
 */
export const queryOf = (
  statistic: Statistic,
  question: Question,
  around: number,
): Query & { readonly from: number; readonly to: number } => {
  const { tz, users, usernames, excluded, not_usernames, view, compare } = question;
  const window = windowOf(question, around);
  return defined({
    from: window.from / 1000,
    to: window.to / 1000,
    tz,
    usernames: usernames ? users : undefined,
    not_usernames: not_usernames ? excluded : undefined,
    view,
    compare,
    ...ownParameters(statistic, question, window),
  });
};

const ownParameters = (statistic: Statistic, question: Question, { from, to }: Window): Query => {
  const { bucket, concurrency, top, sort, order, search, limit, left_within, view } = question;
  switch (statistic) {
    case 'timeline':
      return { bucket, top };
    case 'concurrency': {
      const minutesFit = view === undefined && (to - from) / 60_000 <= MAX_MINUTES;
      return { bucket: concurrency === 'minute' && !minutesFit ? 'hour' : concurrency };
    }
    case 'users':
      return { sort, order, search, limit };
    case 'unused':
      return { left_within };
    case 'summary':
    case 'views':
    case 'heatmap':
    case 'distribution':
      return {};
  }
};

const defined = <T extends object>(query: T): T =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as T;
