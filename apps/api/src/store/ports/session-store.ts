import type {
  PathTotal,
  RollupDelta,
  SessionSort,
  SessionState,
  SessionTime,
  SortOrder,
  Stretch,
} from '@dwell/shared';

/** Whom a session belongs to. Two keys are the same when their hashes are. */
export interface SessionKey {
  readonly username: string;
  readonly client: string;
  /** Lower-case hex of the SHA-256 of the length-prefixed pair. */
  readonly hash: string;
}

/** A session as the recorder works on it. Times in epoch milliseconds. */
export interface RecordedSession extends SessionTime {
  readonly id: string;
  readonly key: SessionKey;
  /** This is the key's n-th session; the first is 1. */
  readonly ordinal: number;
  /** Counts the commits that changed it; 0 before it was first stored. */
  readonly revision: number;
  /** Whether a later session of its key exists: then it is not active, whenever its last ping came. */
  readonly superseded: boolean;
  /** It is visible for no longer than from its start to its last ping. */
  readonly state: SessionState;
  /** Without holes: each stretch ends where the next begins, the last one at the last ping. */
  readonly trail: readonly Stretch[];
}

/** One session after a batch, and what of it the batch changed. */
export interface SessionWrite {
  /** `session.revision` is the one that the store holds; the write stores the next. 0 inserts it. */
  readonly session: RecordedSession;
  readonly changedTotals: readonly PathTotal[];
  /** Stretches of the trail that begin before this instant are as the store holds them. undefined: none changed. */
  readonly trailChangedFrom: number | undefined;
  /** What of the session's time the batch brought, by slot. */
  readonly rollups: readonly RollupDelta[];
}

/**
 * What a batch does to one key: all of it is stored, or none. Where a session follows another one, a store may have
 * stored the end of the first when the second turns out to exist already; counting the same pings again adds no time.
 */
export interface SessionChange {
  readonly key: SessionKey;
  /** In order: an earlier session is superseded before the next one is inserted. */
  readonly writes: readonly SessionWrite[];
}

/** A place in an order of sessions: the sort column's value and the id of the last session seen. */
export interface SessionCursor {
  readonly value: number | string;
  readonly id: string;
}

/** A question for sessions; filters combine with AND. Times in epoch milliseconds, durations in milliseconds. */
export interface SessionQuery {
  readonly usernames?: readonly string[];
  readonly usernamePrefix?: string;
  readonly active?: boolean;
  /** start > this. */
  readonly startedAfter?: number;
  /** Ended, and last ping < this. */
  readonly stoppedBefore?: number;
  readonly view?: string;
  /** Overlap with [from, to): last ping >= from, start < to. */
  readonly from?: number;
  readonly to?: number;
  readonly minDurationMs?: number;
  readonly sort: SessionSort;
  readonly order: SortOrder;
  readonly limit: number;
  readonly after?: SessionCursor;
  /** A session is active when not superseded and its last ping is later than this. */
  readonly activeSince: number;
}

/** A session as it is listed. Times in epoch milliseconds. */
export interface ListedSession {
  readonly id: string;
  readonly key: SessionKey;
  readonly superseded: boolean;
  readonly state: Pick<
    SessionState,
    'start' | 'lastPing' | 'lastVisiblePing' | 'lastVisiblePath' | 'visibleMs'
  >;
  readonly totals: readonly PathTotal[];
}

/** [from, to), in epoch milliseconds; both on slot edges. */
export interface SlotWindow {
  readonly from: number;
  readonly to: number;
}

export interface StatisticsFilter {
  readonly usernames?: readonly string[];
  readonly view?: string;
}

/** Durations in milliseconds. */
export interface SummaryTotals {
  readonly visibleMs: number;
  readonly visits: number;
  readonly users: number;
  readonly views: number;
  /** Those that overlap the window; where a view is asked for, of those that were on it. */
  readonly sessions: number;
}

export interface ViewTotal {
  readonly view: string;
  readonly tab: string | undefined;
  readonly ms: number;
  readonly visits: number;
}

/** One view's time in one bucket of a list of buckets. */
export interface BucketTotal {
  readonly bucket: number;
  readonly view: string;
  readonly ms: number;
}

/**
 * Where sessions and the statistics made of them are kept. Each adapter passes the same conformance suite.
 * Every method rejects with a StoreUnavailableError when the database can't be reached or can't take it.
 */
export abstract class SessionStore {
  /** The latest session of each key, aligned with `keys`; undefined where a key has none. */
  abstract loadLatest(keys: readonly SessionKey[]): Promise<(RecordedSession | undefined)[]>;

  /**
   * Stores a batch durably. A change whose revisions the store has moved past is left out whole, its
   * rollups too, and its key's hash is in the answer: load it and fold again.
   */
  abstract commit(changes: readonly SessionChange[]): Promise<ReadonlySet<string>>;

  /** One page in the order asked for, ties broken by id. */
  abstract listSessions(query: SessionQuery): Promise<ListedSession[]>;

  abstract findSession(
    id: string,
  ): Promise<(ListedSession & { readonly trail: readonly Stretch[] }) | undefined>;

  abstract countActive(filter: StatisticsFilter, activeSince: number): Promise<number>;

  abstract summarize(window: SlotWindow, filter: StatisticsFilter): Promise<SummaryTotals>;

  /** In no order; one row for each view and tab with time in the window. */
  abstract viewTotals(window: SlotWindow, filter: StatisticsFilter): Promise<ViewTotal[]>;

  /** In no order; `buckets` are disjoint, on slot edges, and numbered by their place in the list. */
  abstract bucketTotals(buckets: readonly SlotWindow[], filter: StatisticsFilter): Promise<BucketTotal[]>;

  /** Resolves when the database answers. */
  abstract ping(): Promise<void>;
}
