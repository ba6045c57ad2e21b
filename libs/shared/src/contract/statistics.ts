/** A window of time, [from, to), in epoch seconds. */
export interface TimeWindow {
  from: number;
  to: number;
}

export const BUCKETS = ['hour', 'day', 'week', 'month'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** The parameters of GET /api/v2/statistics/*. */
export interface StatisticsQuery {
  /** Epoch seconds; snapped outward to the rollups' 15-minute slots. Default: `to` is now, `from` seven days before. */
  from?: number;
  to?: number;
  /** IANA time zone of the buckets and of the window before. Default UTC. */
  tz?: string;
  usernames?: string[];
  view?: string;
  /** Timeline only. Default day. */
  bucket?: Bucket;
}

/** What every statistics answer says of its time. */
export interface StatisticsScope {
  /** The window used, after snapping. */
  window: TimeWindow;
  /** The window before it that it is compared with. */
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
  /** Sessions active at this moment, whatever the window, for the same users. */
  active_sessions: number;
}

export interface TabFigures {
  /** null: the view's time without a tab. */
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
  /** The same view in the window before, in seconds. */
  previous_visible_duration: number;
  tabs: TabFigures[];
}

/** GET /api/v2/statistics/views; the longest first. */
export interface ViewsAnswer extends StatisticsScope {
  views: ViewFigures[];
}

/** One view's time in each bucket, aligned with `buckets`, in seconds. */
export interface ViewSeries {
  view: string;
  visible_duration: number[];
}

/** GET /api/v2/statistics/timeline; series with the longest first. */
export interface TimelineAnswer extends StatisticsScope {
  bucket: Bucket;
  /** Each bucket's part inside the window: the first and last may be cut. */
  buckets: TimeWindow[];
  series: ViewSeries[];
}
