import type {
  ActiveWindow,
  PathTotal,
  PlaceState,
  RollupDelta,
  SessionSort,
  SessionState,
  SessionTime,
  SortOrder,
  Stretch,
  Visit,
} from '@dwell/shared';

/** Identifies a session's owner: user and client. Two keys are equal when their hashes are. */
export interface SessionKey {
  readonly username: string;
  readonly client: string;
  /** Lower-case hex of the SHA-256 of the username and the client; see keyOf. */
  readonly hash: string;
}

/** A session with all that the recorder needs to fold a ping into it. Times in epoch milliseconds. */
export interface Session extends SessionTime {
  readonly id: string;
  readonly key: SessionKey;
  /** The number of the session among the sessions of its key, from 1. */
  readonly ordinal: number;
  /** Counts the commits that changed the session; 0 before it is stored. */
  readonly revision: number;
  /** Whether the session's key has a later session. If so, this session is not active, however recent its last ping. */
  readonly superseded: boolean;
  /** The session's visible time is at most the time from its start to its last ping. */
  readonly state: SessionState;
  /** Has no holes: each stretch ends where the next begins, the last one at the last ping. */
  readonly trail: readonly Stretch[];
}

/** One session after a batch, and what the batch changed. */
export interface SessionWrite {
  /**
   * `session.revision` is the revision that is stored before the write; the write stores that number plus one. If it is
   * 0, the write inserts the session. The write is left out if another revision is stored.
   */
  readonly session: Session;
  /** The session's new totals of the paths whose total the batch changed or added. All other totals stay as stored. */
  readonly changedTotals: readonly PathTotal[];
  /**
   * In epoch milliseconds. Stretches of the trail that begin before this instant are stored already. undefined: the
   * trail did not change.
   */
  readonly trailChangedFrom: number | undefined;
  /** The time and the visits that this batch adds, by slot and path. */
  readonly rollups: readonly RollupDelta[];
  /** Visits that this batch ended. The session's state has the visits that go on; see openVisits. */
  readonly endedVisits: readonly Visit[];
}

/**
 * A batch's writes to the sessions of one key. A store commits all of them or none, with one exception: it may have
 * committed the end of a session although the next session turns out to exist already. Folding the same pings again
 * then adds no time.
 */
export interface SessionChange {
  readonly key: SessionKey;
  /** In the order of the sessions: the write that supersedes a session comes before the one that inserts the next. */
  readonly writes: readonly SessionWrite[];
}

/** A place in an order of sessions: the value of the sort column and the id of the last session of the page before. */
export interface SessionCursor {
  readonly value: number | string;
  readonly id: string;
}

/** Selects sessions. Filters combine with AND. Times in epoch milliseconds, durations in milliseconds. */
export interface SessionFilters {
  readonly usernames?: readonly string[];
  readonly notUsernames?: readonly string[];
  readonly usernamePrefix?: string;
  /** True: only active sessions. False: only ended ones. */
  readonly active?: boolean;
  /** The session started after this time. */
  readonly startedAfter?: number;
  /** The session has ended, and its last ping was before this time. */
  readonly stoppedBefore?: number;
  /** The session was on this view at any time. */
  readonly view?: string;
  /** With a view: whether the session is here now on that view, as showsView defines it. */
  readonly hereNow?: boolean;
  /** The session overlaps [from, to): last ping >= from, start < to. */
  readonly from?: number;
  readonly to?: number;
  /**
   * The session's visible time is at least this: the time on the view if there is a `view`, else the time on all views.
   */
  readonly minDurationMs?: number;
  /** A session is active if it is not superseded and its last ping lies in this window. undefined: all have ended. */
  readonly activeWindow?: ActiveWindow;
}

/** Asks for one page of sessions. */
export interface SessionQuery extends SessionFilters {
  /** `view_duration` is the time on the query's view, which must be there. */
  readonly sort: SessionSort;
  readonly order: SortOrder;
  readonly limit: number;
  readonly after?: SessionCursor;
  readonly activeWindow: ActiveWindow;
}

/** A session as lists show it. Times in epoch milliseconds. */
export interface ListedSession {
  readonly id: string;
  readonly key: SessionKey;
  readonly superseded: boolean;
  readonly state: Pick<
    SessionState,
    'start' | 'lastPing' | 'lastVisiblePing' | 'lastVisiblePath' | 'visibleMs' | 'pages' | 'shownView'
  >;
  readonly totals: readonly PathTotal[];
}

/** The part of a session that tells whether it is active, and where it is. Times in epoch milliseconds. */
export interface LiveSession {
  readonly id: string;
  readonly key: SessionKey;
  /** The stored revision. */
  readonly revision: number;
  readonly superseded: boolean;
  readonly state: PlaceState & Pick<SessionState, 'start' | 'lastPing'>;
}

/** A session with its trail. */
export interface FoundSession extends ListedSession {
  readonly trail: readonly Stretch[];
}

/** [from, to), in epoch milliseconds, both on slot edges. */
export interface SlotWindow {
  readonly from: number;
  readonly to: number;
}

/** Selects whose time counts, and on which view. At most one of the two lists of usernames is there. */
export interface StatisticsFilter {
  /** Only these users. */
  readonly usernames?: readonly string[];
  /**
   * All users but these. The cost of a query depends on the number of users in this list, not on the number of all
   * others.
   */
  readonly notUsernames?: readonly string[];
  readonly view?: string;
}

export interface SummaryTotals {
  /** Milliseconds. */
  readonly visibleMs: number;
  readonly visits: number;
  /** Users with time in the window. */
  readonly users: number;
  /** Views with time in the window. */
  readonly views: number;
  /** Sessions that overlap the window; with a view filter, those of them that were ever on the view. */
  readonly sessions: number;
}

/** Time and visits on one path. */
export interface ViewTotal {
  readonly view: string;
  readonly tab: string | undefined;
  /** Milliseconds. */
  readonly ms: number;
  readonly visits: number;
}

/** One view's time and visits in one of several buckets. */
export interface BucketTotal {
  /** The bucket's index in the list of buckets. */
  readonly bucket: number;
  readonly view: string;
  /** Milliseconds. */
  readonly ms: number;
  readonly visits: number;
}

/** Time and visits in one of several buckets, over all views that the filter lets pass. */
export type BucketSum = Omit<BucketTotal, 'view'>;

/** Visits whose lengths are in one bucket; see bucketOfLength. */
export interface LengthSum {
  readonly lengthBucket: number;
  readonly visits: number;
  /** The sum of the visits' lengths, in milliseconds. */
  readonly ms: number;
}

/** The visits of one path whose lengths are in one bucket. */
export interface VisitLengths extends LengthSum {
  readonly view: string;
  readonly tab: string | undefined;
}

/** How many users have time on a view. */
export interface ViewUsers {
  readonly view: string;
  readonly users: number;
}

/** How many sessions are here now on a view. */
export interface ViewSessions {
  readonly view: string;
  readonly sessions: number;
}

/** A user's time and visits. */
export interface UserTotal {
  readonly username: string;
  /** Milliseconds. */
  readonly ms: number;
  readonly visits: number;
}

/** The figures of a user that the ranking of users shows besides time and visits. */
export interface UserDetails {
  readonly username: string;
  /** Sessions that overlap the window; with a view, those of them that were ever on the view. */
  readonly sessions: number;
  /** The latest last ping of all sessions of the user, in epoch milliseconds; 0 for a user without sessions. */
  readonly lastSeen: number;
  /**
   * The view with the user's most time in the window; of several with equal time, the first in code-point order.
   * undefined: the user has no time in the window.
   */
  readonly topView: string | undefined;
}

/** A path that ever had time. */
export interface KnownPath {
  readonly view: string;
  readonly tab: string | undefined;
}

/** `sessions` sessions are in progress from the instant `at` on, in epoch milliseconds, until the next entry. */
export interface SessionsFrom {
  readonly at: number;
  readonly sessions: number;
}

/** A user with sessions. */
export interface Person {
  readonly username: string;
  /** The latest last ping of the user's sessions, in epoch milliseconds. */
  readonly lastSeen: number;
}

/**
 * Asks for one page of the people whose names contain a text, compared as foldName says. Those whose names begin with
 * the text come first. Within both groups the order is that of the folded names, then of the usernames.
 */
export interface PeopleQuery {
  /** The empty text is in every name. */
  readonly search: string;
  readonly limit: number;
  /** The username of the last person of the page before. */
  readonly after?: string;
}

/** Is informed about what other processes change. */
export interface SessionWatcher {
  /** Called after other processes have stored these sessions. */
  changed(sessions: readonly LiveSession[]): void;
  /** Called after other processes may have stored any sessions: all live sessions must be read again. */
  missed(): void;
}

/**
 * Stores sessions and answers statistics about them. Every adapter passes the same conformance suite.
 * Every method that returns a promise rejects with a StoreUnavailableError if the database can't be reached or can't
 * take the call.
 */
export abstract class SessionStore {
  /** Returns the latest session of each key, in the order of `keys`; undefined for a key without sessions. */
  abstract loadLatest(keys: readonly SessionKey[]): Promise<(Session | undefined)[]>;

  /**
   * Stores a batch durably. Leaves a change out, with its rollups, if a session is not stored at the revision that the
   * change was made from, or if a session that the change inserts is stored already. Also leaves a change out if the
   * database's answer was lost and the change is not found to be stored durably. Returns the hashes of the keys whose
   * changes it left out: load their sessions and fold again.
   */
  abstract commit(changes: readonly SessionChange[]): Promise<ReadonlySet<string>>;

  /** Returns one page in the query's order. The id breaks ties. */
  abstract listSessions(query: SessionQuery): Promise<ListedSession[]>;

  /**
   * Returns, in no order, the sessions that are not superseded and whose last ping came after this time, in epoch
   * milliseconds.
   */
  abstract listLive(after: number): Promise<LiveSession[]>;

  /**
   * Informs the watcher about what other processes change. Returns the function that ends this. A store to which no
   * other process writes has nothing to tell, so by default this does nothing.
   */
  watchOthers(_watcher: SessionWatcher): () => void {
    return () => undefined;
  }

  abstract findSession(id: string): Promise<FoundSession | undefined>;

  /** Returns one page of people in the query's order. */
  abstract findPeople(query: PeopleQuery): Promise<Person[]>;

  /** Counts the active sessions; with a view, those of them that are here now on it. */
  abstract countActive(filter: StatisticsFilter, activeWindow: ActiveWindow): Promise<number>;

  /**
   * Counts the active sessions that are here now on each view, or on the filter's view, in no order. Leaves out views
   * on which there is none. A session with several pages can be on several views.
   */
  abstract hereNowByView(filter: StatisticsFilter, activeWindow: ActiveWindow): Promise<ViewSessions[]>;

  abstract summarize(window: SlotWindow, filter: StatisticsFilter): Promise<SummaryTotals>;

  /** Returns one total for each path with time in the window, in no order. */
  abstract viewTotals(window: SlotWindow, filter: StatisticsFilter): Promise<ViewTotal[]>;

  /** Returns the time and visits of each view in each bucket, in no order. The buckets must not overlap. */
  abstract bucketTotals(buckets: readonly SlotWindow[], filter: StatisticsFilter): Promise<BucketTotal[]>;

  /** Returns the sums of {@link bucketTotals} over all views, in no order. Buckets without time are left out. */
  abstract bucketSums(buckets: readonly SlotWindow[], filter: StatisticsFilter): Promise<BucketSum[]>;

  /**
   * Counts the visits of the window by path and by bucket of lengths, in no order. A visit that still goes on has its
   * length so far. All counts together are as many visits as in {@link viewTotals}.
   */
  abstract visitLengths(window: SlotWindow, filter: StatisticsFilter): Promise<VisitLengths[]>;

  /** Returns the sums of {@link visitLengths} over all paths, in no order. */
  abstract lengthSums(window: SlotWindow, filter: StatisticsFilter): Promise<LengthSum[]>;

  /** Counts the users with time in the window on each view, or on the filter's view. Returns the counts in no order. */
  abstract usersByView(window: SlotWindow, filter: StatisticsFilter): Promise<ViewUsers[]>;

  /** Returns the time and the visits of each user with time in the window, in no order. */
  abstract userTotals(window: SlotWindow, filter: StatisticsFilter): Promise<UserTotal[]>;

  /**
   * Returns details of these users, in the order of `usernames`. With a view, `sessions` and `topView` consider only
   * sessions that were on the view, and time on it.
   */
  abstract userDetails(
    window: SlotWindow,
    usernames: readonly string[],
    view: string | undefined,
  ): Promise<UserDetails[]>;

  /** Returns all paths that ever had time, in no order. */
  abstract knownPaths(): Promise<KnownPath[]>;

  /**
   * Returns how many sessions are in progress at each whole minute in [from, to) that is not after `now`. A session is
   * in progress at the minute `t` if start <= t <= last ping; an active session also after its last ping, until `now`.
   * Leaves out a minute with as many sessions as the minute before, but always has the first minute. `window.from` must
   * be a whole minute. The filter must have no view.
   */
  abstract sessionsInProgress(
    window: SlotWindow,
    filter: StatisticsFilter,
    active: ActiveWindow,
    now: number,
  ): Promise<SessionsFrom[]>;

  /** Resolves when the database answers. */
  abstract ping(): Promise<void>;
}
