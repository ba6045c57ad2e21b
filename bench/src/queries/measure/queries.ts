import {
  type Interval,
  SESSION_SORTS,
  type SessionSort,
  SORT_ORDERS,
  type SortOrder,
  toSeconds,
} from '@dwell/shared';
import type { ApiClient } from './api-client.js';
import type { Draw } from './windows.js';

export type Parameters = Readonly<Record<string, string | number | readonly string[]>>;

/** A query that is measured. Its figures stand in the tables at this row and column. */
export interface Query {
  readonly row: string;
  readonly column: string;
  /** Returns the path and parameters of one run. */
  readonly urlOf: (draw: Draw) => string | Promise<string>;
}

const LIST_PATH = '/api/v2/sessions';
const PAGE_SIZE = 50;

const toUrl = (path: string, parameters: Parameters): string => {
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, String(each)]),
  );
  return `${path}?${new URLSearchParams(pairs)}`;
};

const secondsOf = ({ from, to }: Interval): Parameters => ({ from: toSeconds(from), to: toSeconds(to) });

/** The filters with which the lists are measured, by the column of the table. */
const LIST_FILTERS: Readonly<Record<string, (draw: Draw) => Parameters>> = {
  none: () => ({}),
  '30 days': (draw) => secondsOf(draw.window(30)),
  '1 username': (draw) => ({ usernames: draw.usernames(1) }),
  '200 usernames': (draw) => ({ usernames: draw.usernames(200) }),
  '500 usernames': (draw) => ({ usernames: draw.group(500) }),
  'a prefix': (draw) => ({ username: draw.usernames(1)[0]?.slice(0, -2) ?? '' }),
  '5 minutes': () => ({ min_duration: 300 }),
  active: () => ({ active: 'true' }),
  'a view': (draw) => ({ view: draw.view() }),
  'a view, 30 days': (draw) => ({ view: draw.view(), ...secondsOf(draw.window(30)) }),
  'a view, 5 minutes': (draw) => ({ view: draw.view(), min_duration: 300 }),
  'a view, here now': (draw) => ({ view: draw.view(), here_now: 'true' }),
};

/** The filters with which the statistics are measured in addition to the window, by the column of the table. */
const STATISTIC_FILTERS: Readonly<Record<string, (draw: Draw) => Parameters>> = {
  none: () => ({}),
  '1 username': (draw) => ({ usernames: draw.usernames(1) }),
  '200 usernames': (draw) => ({ usernames: draw.usernames(200) }),
  '500 usernames': (draw) => ({ usernames: draw.group(500) }),
  'without 20': (draw) => ({ not_usernames: draw.usernames(20) }),
  'a view': (draw) => ({ view: draw.view() }),
};

const STATISTICS: Readonly<Record<string, readonly [call: string, parameters: Parameters]>> = {
  summary: ['summary', {}],
  views: ['views', {}],
  'timeline by day': ['timeline', { bucket: 'day' }],
  'timeline by hour': ['timeline', { bucket: 'hour' }],
  concurrency: ['concurrency', {}],
  heatmap: ['heatmap', {}],
  users: ['users', {}],
  distribution: ['distribution', {}],
  unused: ['unused', {}],
};

/**
 * The timeline by hour is measured only for windows of up to this many days: a longer window could have more hours than
 * a timeline may have buckets.
 */
const LONGEST_BY_HOUR_DAYS = 80;

export const listQueries = (client: ApiClient): Query[] =>
  SESSION_SORTS.flatMap((sort) =>
    SORT_ORDERS.flatMap((order) => [
      ...Object.entries(LIST_FILTERS).map(([column, filter]): Query => ({
        ...listCell(sort, order, column),
        urlOf: (draw) =>
          toUrl(LIST_PATH, { ...viewIfNeeded(sort, draw), ...filter(draw), ...pageOf(sort, order) }),
      })),
      {
        ...listCell(sort, order, 'a deep page'),
        urlOf: (draw) => deepPage(client, sort, order, draw),
      },
    ]),
  );

const listCell = (sort: SessionSort, order: SortOrder, column: string) => ({
  row: `${sort}, ${order}`,
  column,
});

const pageOf = (sort: SessionSort, order: SortOrder): Parameters => ({ sort, order, limit: PAGE_SIZE });

const viewIfNeeded = (sort: SessionSort, draw: Draw): Parameters =>
  sort === 'view_duration' ? { view: draw.view() } : {};

/**
 * Resolves to the URL of a page that is far from the beginning of the list. Its cursor comes from a list with the same
 * order, whose filter leaves out many of the first sessions.
 */
const deepPage = async (
  client: ApiClient,
  sort: SessionSort,
  order: SortOrder,
  draw: Draw,
): Promise<string> => {
  const list = { ...viewIfNeeded(sort, draw), ...pageOf(sort, order) };
  const { body } = await client.get(toUrl(LIST_PATH, { ...list, ...secondHalf(sort, order, draw) }));
  const { next_cursor: cursor } = JSON.parse(body) as { readonly next_cursor?: string };
  return toUrl(LIST_PATH, cursor === undefined ? list : { ...list, cursor });
};

const secondHalf = (sort: SessionSort, order: SortOrder, draw: Draw): Parameters => {
  const middle = draw.middle();
  switch (sort) {
    case 'start':
    case 'last_ping':
      return order === 'asc' ? { from: toSeconds(middle) } : { to: toSeconds(middle) };
    case 'username':
      return { username: draw.usernames(1)[0] ?? '' };
    case 'visible_duration':
    case 'view_duration':
      return order === 'asc' ? { min_duration: 60 } : { usernames: draw.usernames(1) };
  }
};

/** Returns the queries of all statistics for windows of this many days, and a search for people. */
export const statisticQueries = (days: number): Query[] => [
  ...Object.entries(STATISTICS)
    .filter(([row]) => days <= LONGEST_BY_HOUR_DAYS || !row.includes('hour'))
    .flatMap(([row, [call, parameters]]) =>
      Object.entries(STATISTIC_FILTERS).map(([column, filter]): Query => ({
        row,
        column,
        urlOf: (draw) =>
          toUrl(`/api/v2/statistics/${call}`, {
            ...secondsOf(draw.window(days)),
            ...parameters,
            ...filter(draw),
            tz: 'Europe/Paris',
          }),
      })),
    ),
  {
    row: 'search for people',
    column: 'none',
    urlOf: (draw) => toUrl('/api/v2/people', { search: draw.usernames(1)[0]?.slice(-3) ?? '' }),
  },
];
