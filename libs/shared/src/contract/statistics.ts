import type { SortOrder } from './history.js';

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
export interface StatisticsQuery extends FormatQuery {
  /** Epoch seconds, rounded outward to the rollups' 15-minute slots. Default: `to` is now, `from` seven days earlier. */
  from?: number;
  to?: number;
  /** IANA time zone of the calendar: of the buckets and of the previous window. Default UTC. */
  tz?: string;
  /** Only these users. */
  usernames?: string[];
  /** All users but these. */
  not_usernames?: string[];
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
  /** Default {@link DEFAULT_USERS_PER_PAGE}. */
  limit?: number;
  /** `next_cursor` of the page before. All other parameters must stay the same. */
  cursor?: string;
}

export const DEFAULT_USERS_PER_PAGE = 50;
export const MAX_USERS_PER_PAGE = 500;

/** The parameters of GET /api/v2/statistics/unused. */
export interface UnusedQuery extends StatisticsQuery {
  /** A tab is left at once if the median of its visits is under this, in seconds. Default {@link DEFAULT_LEFT_WITHIN}. */
  left_within?: number;
}

export const DEFAULT_LEFT_WITHIN = 5;

/** The time to which the figures of an answer belong. */
export interface StatisticsScope {
  /** The window after rounding to slots. */
  window: TimeWindow;
  /**
   * The earlier window with which it is compared. If the window reaches beyond now, this one ends at the same time of an
   * earlier day. null if nothing is compared: as the query says, or because the window has not begun.
   */
  previous_window: TimeWindow | null;
  /** IANA time zone of the calendar. */
  tz: string;
}

/**
 * How long visits lasted, in seconds. A visit counts with its whole length in the slot where it began, and one that
 * still goes on with its length so far. All are null without visits. The quantiles have a relative error of at most 5 %.
 */
export interface VisitDurations {
  mean_visit_duration: number | null;
  median_visit_duration: number | null;
  p95_visit_duration: number | null;
}

export interface Figures extends VisitDurations {
  /** Seconds. */
  visible_duration: number;
  /**
   * The number of visits: stays on one view and tab.
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
   * The number of active sessions of the query's `usernames`, independent of the window. With `view`: those that are here
   * now on it.
   * @asType integer
   */
  active_sessions: number;
  /**
   * The number of active sessions of the query's `usernames` on any view, independent of the window.
   * @asType integer
   */
  all_active_sessions: number;
}

export interface TabFigures extends VisitDurations {
  /** null for the view's time without a tab. */
  tab: string | null;
  /** The tab's visible time, in seconds. */
  visible_duration: number;
  /**
   * The number of visits to the tab.
   * @asType integer
   */
  visits: number;
}

export interface ViewFigures extends VisitDurations {
  view: string;
  /** The view's visible time, in seconds. */
  visible_duration: number;
  /** The view's part of the time on all views of the answer, from 0 to 1. */
  share: number;
  visits: number;
  /** Distinct users with time on the view in the window. */
  users: number;
  /** Active sessions that are here now on the view, independent of the window. */
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

/** An hour, day, week or month of the query's time zone, or the part of it that lies in the window. */
export interface TimelineBucket extends TimeWindow {
  /** Whether the bucket is not whole: the window cuts it, or its calendar end is still to come. */
  partial: boolean;
  /** Whether `to` is still to come, so that the figures can grow. */
  running: boolean;
}

/** A bucket of the window before, at the same place in its window. */
export interface PreviousBucket extends TimeWindow {
  /** The time on all views, in seconds. */
  visible_duration: number;
}

/** GET /api/v2/statistics/timeline. The series with the most time come first. */
export interface TimelineAnswer extends StatisticsScope {
  /** The length of a bucket in the calendar. */
  bucket: Bucket;
  /** The buckets of the window, one after another. */
  buckets: TimelineBucket[];
  /** At most `top` views. */
  series: ViewSeries[];
  /** All views without a series of their own, added up. null if there are none. */
  other: {
    /** How many views. */
    views: number;
    visible_duration: number[];
  } | null;
  /** The buckets of the previous window. null without one. */
  previous: PreviousBucket[] | null;
}

/** How many sessions are in progress, or people on a view, in one bucket. */
export interface ConcurrencyPoint extends TimelineBucket {
  /** The average. null for a bucket that is still to come. */
  mean: number | null;
  max: number | null;
}

/**
 * GET /api/v2/statistics/concurrency.
 *
 * - `measure` is `sessions` without a view filter: the sessions in progress at each whole minute. A session is in
 *   progress from its start to its last ping, and an active one until now. `mean` and `max` are over the minutes.
 * - It is `people` with a view filter: visible time on the view divided by the time that passed, which is how many people
 *   are on the view on average. `max` is the highest average of a quarter of an hour.
 */
export interface ConcurrencyAnswer extends StatisticsScope {
  measure: 'sessions' | 'people';
  bucket: ConcurrencyBucket;
  points: ConcurrencyPoint[];
  /** The first of the moments with the highest number; null if the number is never above 0. */
  peak: {
    /** When the minute (for `people`, the quarter of an hour) begins, in epoch seconds. */
    at: number;
    value: number;
  } | null;
}

/** One hour of the week. */
export interface HeatmapCell {
  /** 1 is Monday, 7 is Sunday. */
  weekday: number;
  /** 0 to 23. */
  hour: number;
  /** Seconds. */
  visible_duration: number;
  visits: number;
  /** How much time of the window lay in this hour of the week so far, in seconds. */
  elapsed: number;
  /** How many people looked, on average: visible_duration ÷ elapsed. null if no time has passed. */
  mean_people: number | null;
}

/** GET /api/v2/statistics/heatmap. All 168 hours of the week in the query's time zone, beginning with Monday. */
export interface HeatmapAnswer extends StatisticsScope {
  cells: HeatmapCell[];
}

export interface UserFigures {
  username: string;
  /** The place in the ranking without `search`, from 1. */
  rank: number;
  /** Seconds. */
  visible_duration: number;
  /** The user's part of the time of all users in the ranking, from 0 to 1. */
  share: number;
  visits: number;
  /** Sessions that overlap the window; with `view`, those of them that were ever on the view. */
  sessions: number;
  /** The user's last ping of all, in epoch seconds. */
  last_seen: number;
  /** The view with the user's most time in the window. */
  top_view: string | null;
  /** The user's time in the previous window, in seconds. null without a previous window. */
  previous_visible_duration: number | null;
}

/** GET /api/v2/statistics/users: the users with time in the window. */
export interface UserRankingAnswer extends StatisticsScope {
  users: UserFigures[];
  /** How many users there are on all pages. */
  total: number;
  /** Only if there are more users. */
  next_cursor?: string;
}

/** The visits whose lengths are in (after, up_to], both in seconds. */
export interface DistributionBucket {
  after: number;
  up_to: number;
  visits: number;
}

/** GET /api/v2/statistics/distribution: visits by length. */
export interface DistributionAnswer extends StatisticsScope, VisitDurations {
  visits: number;
  /** The greatest relative error of the quantiles. */
  relative_error: number;
  /** From the shortest visits to the longest. Buckets without visits between them are included. */
  buckets: DistributionBucket[];
}

/** A view that had time before, but none in the window. */
export interface UnusedView {
  view: string;
}

export interface UnusedTab extends UnusedView {
  /** null for the view's time without a tab. */
  tab: string | null;
}

export interface LeftTab extends UnusedTab, VisitDurations {
  visits: number;
}

/** GET /api/v2/statistics/unused */
export interface UnusedAnswer extends StatisticsScope {
  /** In alphabetical order. */
  unused_views: UnusedView[];
  /** Tabs without time in the window, of views with time. In alphabetical order. */
  unused_tabs: UnusedTab[];
  left_within: number;
  /** Paths whose median visit is shorter than `left_within`. Those with the most visits come first. */
  left_at_once: LeftTab[];
}
