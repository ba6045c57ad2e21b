/** A window of time, [from, to), in epoch seconds. */
export interface TimeWindow {
  from: number;
  to: number;
}

export const BUCKETS = ['hour', 'day', 'week', 'month'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** The parameters of GET /api/v2/statistics/*. */
export interface StatisticsQuery {
  /** Epoch seconds, rounded outward to the rollups' 15-minute slots. Default: `to` is now, `from` seven days earlier. */
  from?: number;
  to?: number;
  /** IANA time zone in which the buckets, and the days of the previous window, begin. Default UTC. */
  tz?: string;
  usernames?: string[];
  view?: string;
  /** Timeline only. Default day. */
  bucket?: Bucket;
}

/** The time to which the figures of an answer belong. */
export interface StatisticsScope {
  /** The window after rounding to slots. */
  window: TimeWindow;
  /** The earlier window with which it is compared. */
  previous_window: TimeWindow;
  tz: string;
}

export interface Figures {
  /** Seconds. */
  visible_duration: number;
  visits: number;
  /** Distinct users with visible time in the window. */
  users: number;
  /** Distinct views with visible time in the window. */
  views: number;
  /** Sessions that overlap the window. */
  sessions: number;
}

/** GET /api/v2/statistics/summary */
export interface SummaryAnswer extends StatisticsScope {
  current: Figures;
  previous: Figures;
  /** Sessions that are active now and match the query's `usernames` and `view`, independent of the window. */
  active_sessions: number;
}

export interface TabFigures {
  /** null for the view's time without a tab. */
  tab: string | null;
  /** Seconds. */
  visible_duration: number;
  visits: number;
}

export interface ViewFigures {
  view: string;
  /** Seconds. */
  visible_duration: number;
  visits: number;
  /** The view's time in the previous window, in seconds. */
  previous_visible_duration: number;
  tabs: TabFigures[];
}

/** GET /api/v2/statistics/views. The views with the most time come first. */
export interface ViewsAnswer extends StatisticsScope {
  views: ViewFigures[];
}

/** One view's time in each of the answer's `buckets`, in seconds. */
export interface ViewSeries {
  view: string;
  visible_duration: number[];
}

/** GET /api/v2/statistics/timeline. The series with the most time come first. */
export interface TimelineAnswer extends StatisticsScope {
  bucket: Bucket;
  /** Each bucket's part inside the window. The window may cut the first and the last. */
  buckets: TimeWindow[];
  series: ViewSeries[];
}
