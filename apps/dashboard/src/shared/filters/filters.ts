import type { TimeWindow } from '@dwell/shared';
import { SLOT_SECONDS } from '@dwell/shared';
import { browserTimeZone, isTimeZone, startOfDay, startOfMonth } from '../time/zone.js';

export const RANGES = ['today', 'yesterday', '7d', '30d', 'month'] as const;
export type Range = (typeof RANGES)[number];

export const DEFAULT_RANGE: Range = '7d';

/** The filters that hold on every page, as they stand in the URL; what is absent has its default. */
export interface Filters {
  /** A preset; not together with `from` and `to`. Default {@link DEFAULT_RANGE}. */
  range?: Range | undefined;
  /** A custom window, in epoch seconds. */
  from?: number | undefined;
  to?: number | undefined;
  /** IANA time zone. Default: the browser's. */
  tz?: string | undefined;
  usernames?: string[] | undefined;
  view?: string | undefined;
}

export const FILTER_NAMES = [
  'range',
  'from',
  'to',
  'tz',
  'usernames',
  'view',
] as const satisfies (keyof Filters)[];

/**
 * Reads the filters from a URL's parameters. What can't be understood counts as absent, so that an old link still
 * opens; absent ones are named too, or the router would hand on what stands in the URL.
 */
export const readFilters = (search: Record<string, unknown>): Filters => {
  const from = readEpoch(search['from']);
  const to = readEpoch(search['to']);
  const custom = from !== undefined && to !== undefined && from < to;
  const tz = readText(search['tz']);
  const usernames = readTexts(search['usernames']);
  return {
    range: custom ? undefined : readOneOf(RANGES, search['range']),
    from: custom ? from : undefined,
    to: custom ? to : undefined,
    tz: tz !== undefined && isTimeZone(tz) ? tz : undefined,
    usernames: usernames.length > 0 ? usernames : undefined,
    view: readText(search['view']),
  };
};

/** The text of a parameter; of a repeated one, its first. */
export const readText = (value: unknown): string | undefined => {
  const text = Array.isArray(value) ? (value[0] as unknown) : value;
  if (typeof text === 'number') return String(text);
  return typeof text === 'string' && text !== '' ? text : undefined;
};

const readTexts = (value: unknown): string[] => {
  const texts = (Array.isArray(value) ? value : [value]).map(readText);
  return [...new Set(texts.filter((text) => text !== undefined))];
};

export const readNumber = (value: unknown): number | undefined => {
  const text = readText(value);
  const number = Number(text);
  return text !== undefined && Number.isFinite(number) ? number : undefined;
};

const readEpoch = (value: unknown): number | undefined => {
  const seconds = readNumber(value);
  return seconds !== undefined && seconds >= 0 ? seconds : undefined;
};

export const readOneOf = <T extends string>(choices: readonly T[], value: unknown): T | undefined =>
  choices.find((choice) => choice === readText(value));

/** What every page asks the API for: the filters with their defaults filled in. */
export interface Scope {
  readonly window: TimeWindow;
  readonly tz: string;
  readonly usernames: readonly string[];
  readonly view: string | undefined;
  /** Whether the window reaches to now, so that its figures still grow. */
  readonly running: boolean;
}

export const resolveScope = (filters: Filters, now: number): Scope => {
  const tz = filters.tz ?? browserTimeZone();
  const window =
    filters.from !== undefined && filters.to !== undefined
      ? { from: filters.from, to: filters.to }
      : windowOf(filters.range ?? DEFAULT_RANGE, tz, now);
  return {
    window,
    tz,
    usernames: filters.usernames ?? [],
    view: filters.view,
    running: window.from <= now && now < window.to,
  };
};

/**
 * The window of a preset: from a midnight in `tz` to the end of the statistics slot that `now` is in, so that it
 * stays the same for a quarter of an hour. Yesterday ends at midnight.
 */
export const windowOf = (range: Range, tz: string, now: number): TimeWindow => {
  const slotEnd = (Math.floor(now / SLOT_SECONDS) + 1) * SLOT_SECONDS;
  switch (range) {
    case 'today':
      return { from: startOfDay(now, tz), to: slotEnd };
    case 'yesterday':
      return { from: startOfDay(now, tz, -1), to: startOfDay(now, tz) };
    case '7d':
      return { from: startOfDay(now, tz, -6), to: slotEnd };
    case '30d':
      return { from: startOfDay(now, tz, -29), to: slotEnd };
    case 'month':
      return { from: startOfMonth(now, tz), to: slotEnd };
  }
};
