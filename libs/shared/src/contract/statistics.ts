import type { FormatQuery } from './formats.js';

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
  usernames?: string[];
  view?: string;
  /** Default previous. */
  compare?: Comparison;
  /** Timeline only. Default day. */
  bucket?: Bucket;
}

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

export interface Figures {
  /** Visible time, in seconds. */
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

export interface TabFigures {
  /** The tab; null for the view's time without a tab. */
  tab: string | null;
  /** The tab's visible time, in seconds. */
  visible_duration: number;
  /**
   * The number of visits to the tab.
   * @asType integer
   */
  visits: number;
}

export interface ViewFigures {
  /** The view. */
  view: string;
  /** The view's visible time, in seconds. */
  visible_duration: number;
  /**
   * The number of visits to the view.
   * @asType integer
   */
  visits: number;
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

/** GET /api/v2/statistics/timeline. The series with the most time come first. */
export interface TimelineAnswer extends StatisticsScope {
  /** The length of a bucket in the calendar. */
  bucket: Bucket;
  /** The buckets of the window, one after another. */
  buckets: TimelineBucket[];
  /** The time of each view, the view with the most time first. */
  series: ViewSeries[];
}
