import {
  type Comparison,
  COMPARISONS,
  EPOCH_SECONDS_END,
  isTimeZone,
  MAX_BUCKETS,
  MAX_USERNAMES_PER_QUERY,
} from '@dwell/shared';
import { readNumber, readOneOf, readText, readTexts } from './search-params.js';

export const RANGES = ['today', 'yesterday', '7d', '30d', 'month'] as const;
export type Range = (typeof RANGES)[number];

/** The filters that every page shares, as they are in the URL. A filter that is missing has its default. */
export interface Filters {
  /** A preset window. Never together with `from` and `to`. */
  range?: Range | undefined;
  /** A custom window, in epoch seconds. */
  from?: number | undefined;
  to?: number | undefined;
  /** IANA time zone. Default: the browser's. */
  tz?: string | undefined;
  /** What the window is compared with. Default: what suits the window. */
  compare?: Comparison | undefined;
  usernames?: string[] | undefined;
  view?: string | undefined;
}

export const FILTER_NAMES = [
  'range',
  'from',
  'to',
  'tz',
  'compare',
  'usernames',
  'view',
] as const satisfies (keyof Filters)[];

/** The filters that choose a window. A page about this moment has none of them. */
export const WINDOW_FILTER_NAMES: readonly (keyof Filters)[] = ['range', 'from', 'to', 'tz', 'compare'];

/**
 * Reads the filters from a URL's parameters. Ignores values that make no sense, so that an old link still opens.
 * The result names missing filters too: the router keeps the old value of a parameter that is missing.
 */
export const readFilters = (search: Record<string, unknown>): Filters => {
  const from = readEpoch(search['from']);
  const to = readEpoch(search['to']);
  const custom = from !== undefined && to !== undefined && isWindow(from, to);
  const tz = readText(search['tz']);
  const usernames = readTexts(search['usernames']).slice(0, MAX_USERNAMES_PER_QUERY);
  return {
    range: custom ? undefined : readOneOf(RANGES, search['range']),
    from: custom ? from : undefined,
    to: custom ? to : undefined,
    tz: isTimeZone(tz) ? tz : undefined,
    compare: readOneOf(COMPARISONS, search['compare']),
    usernames: usernames.length > 0 ? usernames : undefined,
    view: readText(search['view']),
  };
};

const readEpoch = (value: unknown): number | undefined => {
  const seconds = readNumber(value);
  return seconds !== undefined && seconds >= 0 && seconds < EPOCH_SECONDS_END ? seconds : undefined;
};

/** The shortest month, in seconds. */
const SHORTEST_MONTH = 28 * 24 * 3_600;

/** The longest window, in seconds. The API accepts every window of this length if the buckets are months. */
const LONGEST_WINDOW = (MAX_BUCKETS - 2) * SHORTEST_MONTH;

/** Whether the API accepts the window, in epoch seconds. */
export const isWindow = (from: number, to: number): boolean =>
  from >= 0 && from < to && to < EPOCH_SECONDS_END && to - from <= LONGEST_WINDOW;
