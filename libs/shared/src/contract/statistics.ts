import type { FormatQuery } from './formats.js';
import type { SortOrder } from './history.js';
import type { PeopleSelection } from './people.js';

/** A window of time, [from, to), in epoch seconds. */
export interface TimeWindow {
  /** The beginning, in epoch seconds. */
  from: number;
  /** The end, in epoch seconds, which is not part of the window. */
  to: number;
}

export const BUCKETS = ['hour', 'day', 'week', 'month'] as const;
export type Bucket = (typeof BUCKETS)[number];

/**
 * What a window is compared with:
 * - `previous`: as many days directly before, if the window begins at midnight; otherwise the same length before.
 * - `month`, `year`: the same days and times one calendar month or year earlier.
 * - `weekdays`: the same weekdays and times, whole weeks earlier.
 * - `none`: nothing.
 *
 * If the window is longer than one month, one year or one week, it is compared with the time several months, years or
 * weeks earlier, so that the two windows do not overlap.
 */
export const COMPARISONS = ['previous', 'month', 'year', 'weekdays', 'none'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** The parameters of GET /api/v2/statistics/*. */
export interface StatisticsQuery extends FormatQuery, PeopleSelection {
  /**
   * Epoch seconds, rounded outward to the rollups' 15-minute slots. Default: `to` is now, `from` seven days earlier.
   */
  from?: number;
  to?: number;
  /** IANA time zone of the calendar: of the buckets and of the previous window. Default UTC. */
  tz?: string;
  view?: string;
  /** Default previous. */
  compare?: Comparison;
}

/** The parameters of GET /api/v2/statistics/timeline. */
export interface TimelineQuery extends StatisticsQuery {
  /** Default day. */
  bucket?: Bucket;
  /** How many views get a series of their own; the others are added up in `other`. Default {@link DEFAULT_TOP}. */
  top?: number;
}

export const DEFAULT_TOP = 10;
export const MAX_TOP = 100;

export const CONCURRENCY_BUCKETS = ['minute', ...BUCKETS] as const;
export type ConcurrencyBucket = (typeof CONCURRENCY_BUCKETS)[number];

/** The parameters of GET /api/v2/statistics/concurrency. */
export interface ConcurrencyQuery extends StatisticsQuery {
  /** Default hour. `minute` is not possible with `view`. */
  bucket?: ConcurrencyBucket;
}

export const USER_SORTS = ['visible_duration', 'visits', 'username'] as const;
export type UserSort = (typeof USER_SORTS)[number];

/** The parameters of GET /api/v2/statistics/users. */
export interface UserRankingQuery extends StatisticsQuery {
  /** Only users with this text anywhere in their names, whatever case and accents. */
  search?: string;
  /** Default visible_duration. */
  sort?: UserSort;
  /** Default desc; with sort username, asc. */
  order?: SortOrder;
  /** Default {@link DEFAULT_USERS_PER_PAGE}; in CSV and NDJSON, all users. */
  limit?: number;
  /** `next_cursor` of the page before. All other parameters must stay the same. */
  cursor?: string;
}

export const DEFAULT_USERS_PER_PAGE = 50;
export const MAX_USERS_PER_PAGE = 500;

/** The parameters of GET /api/v2/statistics/unused. */
export interface UnusedQuery extends StatisticsQuery {
  /**
   * A view or tab is left at once if the median length of its visits is under this, in seconds. Default
   * {@link DEFAULT_LEFT_WITHIN}.
   */
  left_within?: number;
}

export const DEFAULT_LEFT_WITHIN = 5;

/** The time to which the figures of an answer belong. */
export interface StatisticsScope {
  /** The window after rounding to slots. */
  window: TimeWindow;
  /**
   * The earlier window with which `window` is compared. Of a `window` that reaches beyond now, only the part up to now
   * is compared, rounded up to a slot. null if nothing is compared: the query says so, `window` has not begun, or there
   * is no time since 1970 before it.
   */
  previous_window: TimeWindow | null;
  /** IANA time zone of the calendar. */
  tz: string;
}

/**
 * How long visits lasted. A visit counts with its whole length in the quarter of an hour in which it began, and one
 * that still goes on with its length so far.
 */
export interface VisitDurations {
  /** The mean length of a visit, in seconds; null without visits. */
  mean_visit_duration: number | null;
  /** The median length of a visit, in seconds, with a relative error of at most 5 %; null without visits. */
  median_visit_duration: number | null;
  /**
   * The length that 95 % of the visits do not exceed, in seconds, with a relative error of at most 5 %; null without
   * visits.
   */
  p95_visit_duration: number | null;
}

export interface Figures extends VisitDurations {
  /** The visible time in the window, in seconds. */
  visible_duration: number;
  /**
   * The number of visits (stays on one view and tab) that began in the window.
   * @asType integer
   */
  visits: number;
  /**
   * The number of distinct users with visible time in the window.
   * @asType integer
   */
  users: number;
  /**
   * The number of distinct views with visible time in the window.
   * @asType integer
   */
  views: number;
  /**
   * The number of sessions that overlap the window; with `view`, those of them that were ever on the view, also outside
   * the window.
   * @asType integer
   */
  sessions: number;
}

/** GET /api/v2/statistics/summary */
export interface SummaryAnswer extends StatisticsScope {
  /** The figures of the window. */
  current: Figures;
  /** The figures of the previous window; null if there is none. */
  previous: Figures | null;
  /**
   * The number of active sessions of the query's users, independent of the window. With `view`: only those in
   * which the view is visible at this moment.
   * @asType integer
   */
  active_sessions: number;
  /**
   * The number of active sessions of the query's users on any view, independent of the window.
   * @asType integer
   */
  all_active_sessions: number;
}

export interface TabFigures extends VisitDurations {
  /** The tab; null for the view's time without a tab. */
  tab: string | null;
  /** The tab's visible time in the window, in seconds. */
  visible_duration: number;
  /**
   * The number of visits to the tab that began in the window.
   * @asType integer
   */
  visits: number;
}

export interface ViewFigures extends VisitDurations {
  /** The view. */
  view: string;
  /** The view's visible time in the window, in seconds. */
  visible_duration: number;
  /** The view's part of the visible time of all views in the answer, from 0 to 1. */
  share: number;
  /**
   * The number of visits that began in the window, to all tabs of the view and to the view without a tab.
   * @asType integer
   */
  visits: number;
  /**
   * The number of distinct users with visible time on the view in the window.
   * @asType integer
   */
  users: number;
  /**
   * The number of active sessions of the query's users in which the view is visible at this moment, independent of the
   * window.
   * @asType integer
   */
  here_now: number;
  /** The view's time in the previous window, in seconds. null without a previous window. */
  previous_visible_duration: number | null;
  /** The view's tabs, the one with the most time first. */
  tabs: TabFigures[];
}

/** GET /api/v2/statistics/views. The views with the most time come first. */
export interface ViewsAnswer extends StatisticsScope {
  /** The views with visible time in the window, the one with the most time first. */
  views: ViewFigures[];
}

/** One view's time in each of the answer's `buckets`, in seconds. */
export interface ViewSeries {
  /** The view. */
  view: string;
  /** The view's visible time in each bucket, in seconds. */
  visible_duration: number[];
}

/** All views that have no series of their own. */
export interface OtherSeries {
  /**
   * How many views have no series of their own.
   * @asType integer
   */
  views: number;
  /** The visible time on all these views together in each bucket, in seconds. */
  visible_duration: number[];
}

/** A calendar bucket of the query's time zone, or the part of it that lies in the window. */
export interface TimelineBucket extends TimeWindow {
  /** Whether the bucket is not whole: the window cuts it, or its calendar end is still to come. */
  partial: boolean;
  /** Whether `to` is still to come, so that the figures can grow. */
  running: boolean;
}

/** A bucket of the previous window. */
export interface PreviousBucket extends TimeWindow {
  /** The visible time on all views, in seconds. If the query has a `view`: on this view. */
  visible_duration: number;
}

/** GET /api/v2/statistics/timeline. The series with the most time come first. */
export interface TimelineAnswer extends StatisticsScope {
  /** What each bucket is in the calendar: an hour, a day, a week or a month. */
  bucket: Bucket;
  /** The buckets of the window, one after another. */
  buckets: TimelineBucket[];
  /** The time of each of the `top` views, the view with the most time first. */
  series: ViewSeries[];
  /** The time of all other views, added up; null if there are none. */
  other: OtherSeries | null;
  /** The buckets of the previous window, one after another; null if there is none. */
  previous: PreviousBucket[] | null;
}

export interface ConcurrencyPoint extends TimelineBucket {
  /** The average number of sessions or people in the bucket so far; null for a bucket that is still to come. */
  mean: number | null;
  /** The highest number of sessions or people in the bucket so far; null for a bucket that is still to come. */
  max: number | null;
}

export interface ConcurrencyPeak {
  /** When the minute begins, in epoch seconds; for `people`, when the quarter of an hour begins. */
  at: number;
  /** The highest number of sessions or people; `measure` says which. */
  value: number;
}

/** GET /api/v2/statistics/concurrency */
export interface ConcurrencyAnswer extends StatisticsScope {
  /**
   * What is counted. Without a view filter it is `sessions`: those in progress at each whole minute. A session is in
   * progress from its start to its last ping, and an active one until now. With a view filter it is `people`: the
   * visible time on the view in each quarter of an hour, divided by the time that passed. That is how many people were
   * on the view on average.
   */
  measure: 'sessions' | 'people';
  /** How much time each point stands for. Hours and longer ones follow the clock and the calendar of the time zone. */
  bucket: ConcurrencyBucket;
  /** The average and the highest number in each bucket of the window, one after another. */
  points: ConcurrencyPoint[];
  /** The first of the moments with the highest number; null if the number is never above 0. */
  peak: ConcurrencyPeak | null;
}

/** One hour of the week. */
export interface HeatmapCell {
  /**
   * The day of the week: 1 is Monday, 7 is Sunday.
   * @asType integer
   */
  weekday: number;
  /**
   * The hour of the day, from 0 to 23.
   * @asType integer
   */
  hour: number;
  /** The visible time in this hour of the week, in seconds. */
  visible_duration: number;
  /**
   * The number of visits that began in this hour.
   * @asType integer
   */
  visits: number;
  /** How much time of the window lay in this hour of the week so far, in seconds. */
  elapsed: number;
  /** How many people looked on average: `visible_duration` ÷ `elapsed`. null if no time has passed. */
  mean_people: number | null;
}

/** GET /api/v2/statistics/heatmap */
export interface HeatmapAnswer extends StatisticsScope {
  /** All 168 hours of the week in the query's time zone, beginning with Monday. */
  cells: HeatmapCell[];
}

export interface RankedUser {
  /** The user. */
  username: string;
  /**
   * The place in the whole ranking in this order, from 1, whatever the search.
   * @asType integer
   */
  rank: number;
  /** The user's visible time in the window, in seconds. */
  visible_duration: number;
  /** The user's part of the visible time of all users in the whole ranking, from 0 to 1. */
  share: number;
  /**
   * The number of the user's visits that began in the window.
   * @asType integer
   */
  visits: number;
  /**
   * The number of sessions that overlap the window; with `view`, those of them that were ever on the view.
   * @asType integer
   */
  sessions: number;
  /** The time of the user's last ping in any session, in epoch seconds. Never later than now. */
  last_seen: number;
  /** The view with the user's most time in the window; null without time. */
  top_view: string | null;
  /** The user's time in the previous window, in seconds. null without a previous window. */
  previous_visible_duration: number | null;
}

/** GET /api/v2/statistics/users */
export interface UserRankingAnswer extends StatisticsScope {
  /** The users of this page, in the query's order. Only users with visible time in the window are listed. */
  users: RankedUser[];
  /**
   * The number of users on all pages.
   * @asType integer
   */
  total: number;
  /** The `cursor` of the next page. Only there if there are more users. */
  next_cursor?: string;
}

export interface DistributionBucket {
  /** The lengths in this bucket are greater than this, in seconds. */
  after: number;
  /** The lengths in this bucket are at most this, in seconds. */
  up_to: number;
  /**
   * The number of visits with a length in this bucket.
   * @asType integer
   */
  visits: number;
}

/** GET /api/v2/statistics/distribution: visits by length. */
export interface DistributionAnswer extends StatisticsScope, VisitDurations {
  /**
   * The number of visits that began in the window.
   * @asType integer
   */
  visits: number;
  /** The greatest relative error of the median and of the 95th percentile. */
  relative_error: number;
  /** From the shortest visits to the longest. Empty buckets that lie between two others are listed too. */
  buckets: DistributionBucket[];
}

export interface UnusedView {
  /** The view. */
  view: string;
}

export interface UnusedTab extends UnusedView {
  /** The tab; null for the view's time without a tab. */
  tab: string | null;
}

export interface LeftTab extends UnusedTab, VisitDurations {
  /**
   * The number of visits to this view and tab that began in the window.
   * @asType integer
   */
  visits: number;
}

/** GET /api/v2/statistics/unused */
export interface UnusedAnswer extends StatisticsScope {
  /**
   * The views on which some user once spent time, but none of the query's users in the window; in the order of their
   * names.
   */
  unused_views: UnusedView[];
  /** The unused tabs of views that are used: unused as in `unused_views`, and in the order of their names. */
  unused_tabs: UnusedTab[];
  /** The limit for `left_at_once`, in seconds. */
  left_within: number;
  /**
   * The views and tabs whose visits have a median length below `left_within`. Those with the most visits come first.
   */
  left_at_once: LeftTab[];
}
