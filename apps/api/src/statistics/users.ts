import {
  DEFAULT_USERS_PER_PAGE,
  foldName,
  isLegalString,
  type SortOrder,
  toSeconds,
  type RankedUser,
  type UserRankingAnswer,
  type UserRankingQuery,
  type UserSort,
} from '@dwell/shared';
import { invalidCursor, readCursor, writeCursor } from '../http/cursors.js';
import { compareCodePoints } from '../store/model/code-point-order.js';
import type { SessionStore, UserDetails, UserTotal } from '../store/ports/session-store.js';
import { shareOf, sum } from './figures.js';
import { type Question, toScopeAnswer } from './question.js';

/** What selects and orders a ranking. A cursor belongs to one of these. */
interface Ranking {
  readonly sort: UserSort;
  readonly order: SortOrder;
  readonly search: string;
}

type Ranked = UserTotal & { readonly rank: number };

/**
 * Resolves to a page of the ranking of users; with a limit of Infinity, to the whole ranking.
 * @throws InvalidFields if the cursor is not one of this ranking
 */
export const usersOf = async (
  store: SessionStore,
  question: Question,
  query: UserRankingQuery,
): Promise<UserRankingAnswer> => {
  const { window, previous, filter, now } = question;
  const { sort = 'visible_duration', search = '', limit = DEFAULT_USERS_PER_PAGE, cursor } = query;
  const { order = sort === 'username' ? 'asc' : 'desc' } = query;
  const ranking = { sort, order, search };
  const after = cursor === undefined ? undefined : decodeCursor(cursor, ranking);
  const searched = foldName(search);
  const totals = await store.userTotals(window, filter);
  const allMs = sum(totals.map(({ ms }) => ms));
  const found = totals
    .toSorted((a, b) => compareUsers(a, b, ranking))
    .map((total, index) => ({ ...total, rank: index + 1 }))
    .filter(({ username }) => foldName(username).includes(searched));
  const rest = after ? found.filter((user) => compareUsers(user, after, ranking) > 0) : found;
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const usernames = page.map(({ username }) => username);
  const [details, before] = await Promise.all([
    detailsOf(store, question, usernames),
    previous && store.userTotals(previous, { usernames, view: filter.view }),
  ]);
  const msBefore = before && new Map(before.map(({ username, ms }) => [username, ms]));
  return {
    ...toScopeAnswer(question),
    users: page.map(({ username, ms, visits, rank }: Ranked, index): RankedUser => {
      const { sessions = 0, lastSeen = 0, topView } = details[index] ?? {};
      return {
        username,
        rank,
        visible_duration: toSeconds(ms),
        share: shareOf(ms, allMs),
        visits,
        sessions,
        // The last ping can lie in the future, if the clock was set back after it.
        last_seen: toSeconds(Math.min(lastSeen, now)),
        top_view: topView ?? null,
        previous_visible_duration: msBefore && toSeconds(msBefore.get(username) ?? 0),
      };
    }),
    total: found.length,
    ...(rest.length > page.length && last ? { next_cursor: encodeCursor(ranking, last) } : {}),
  };
};

/** How many users' details are read at a time. Other queries take their turns in between. */
const DETAILS_AT_A_TIME = 100;

const detailsOf = async (
  store: SessionStore,
  { window, filter }: Question,
  usernames: readonly string[],
): Promise<UserDetails[]> => {
  const details: UserDetails[] = [];
  for (let from = 0; from < usernames.length; from += DETAILS_AT_A_TIME) {
    const some = usernames.slice(from, from + DETAILS_AT_A_TIME);
    details.push(...(await store.userDetails(window, some, filter.view)));
  }
  return details;
};

const compareUsers = (a: UserTotal, b: UserTotal, { sort, order }: Ranking): number => {
  const [low, high] = order === 'asc' ? [a, b] : [b, a];
  const byName = compareCodePoints(a.username, b.username);
  switch (sort) {
    case 'visible_duration':
      return low.ms - high.ms || byName;
    case 'visits':
      return low.visits - high.visits || byName;
    case 'username':
      return compareCodePoints(low.username, high.username);
  }
};

/** Returns the cursor for the page after `last`: opaque text, which also names the ranking that it belongs to. */
const encodeCursor = ({ sort, order, search }: Ranking, { username, ms, visits }: UserTotal): string =>
  writeCursor([`${sort} ${order} ${search}`, username, ms, visits]);

/** @throws InvalidFields if `text` is not a cursor, or is one of another ranking */
const decodeCursor = (text: string, { sort, order, search }: Ranking): UserTotal => {
  const [of, username, ms, visits, ...more] = readCursor(text);
  if (more.length > 0 || !isLegalString(username) || !isCount(ms) || !isCount(visits)) throw invalidCursor();
  if (of !== `${sort} ${order} ${search}`) throw invalidCursor('belongs to a list in another order');
  return { username, ms, visits };
};

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
