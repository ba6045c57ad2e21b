import type { Stretch } from '@dwell/shared';
import { samePath } from '@dwell/shared';
import { mongo } from 'mongoose';
import { beakerIdOf } from '../../model/session-key.js';
import type { Session, SessionWrite } from '../../ports/session-store.js';
import {
  type CommitRecord,
  type SessionDocument,
  type StretchRecord,
  type TimeRecord,
  toPath,
  type WaitingVisits,
} from '../schema/sessions.js';
import {
  type StateFields,
  stateFields,
  toDocument,
  toStretchRecord,
  totalFields,
  viewsOf,
} from './encode-session.js';
import { addRollups, isClosed, NO_TIME, type SlotTimes } from './rollups.js';
import { type CachedSession, toCachedSession } from './session-cache.js';
import { visitsAfter } from './visits.js';

/** The most processes whose latest commits a session lists. One more process's commit replaces the oldest. */
export const MAX_COMMITTERS = 8;

/** One write to the database, and its effects once it is done. */
export interface PreparedWrite {
  readonly session: Session;
  readonly operation: mongo.AnyBulkWriteOperation<SessionDocument>;
  readonly after: CachedSession;
  /** The session's time and visits in closed slots, which move to user_time after the write. */
  readonly closed: SlotTimes;
}

export const prepareInsert = (write: SessionWrite, commit: CommitRecord): PreparedWrite => {
  const { session, rollups } = write;
  const openTime = addRollups([], rollups);
  const visits = visitsAfter({ visits: [], settled: false, lastPing: 0 }, [], write);
  const document = toDocument(session, openTime, visits, commit);
  return {
    session,
    operation: { insertOne: { document } },
    after: toCachedSession(document),
    closed: closedIn(session, openTime, visits),
  };
};

/**
 * Prepares an update that applies only if the stored session still has the write's revision and, if the write has a
 * ping, was not settled since it was loaded. `base` is what user_time has of the slots that the session takes back,
 * because the write adds to them or the session was settled.
 */
export const prepareUpdate = (
  write: SessionWrite,
  before: CachedSession,
  base: SlotTimes,
  commit: CommitRecord,
): PreparedWrite => {
  const { session } = write;
  // If a write only ends a session, without a new ping, the session's time and visits stay where they are: settling may
  // have moved them to user_time.
  const isPinged =
    !session.superseded || write.rollups.length > 0 || session.state.lastPing > before.lastPing;
  const openTime = isPinged ? addRollups([...before.openTime, ...base.time], write.rollups) : before.openTime;
  const visits = isPinged ? visitsAfter(before, base.visits, write) : before.visits;
  const commits = [...before.commits.filter(({ by }) => by !== commit.by), commit].slice(-MAX_COMMITTERS);
  const views = viewsAfter(before.views, write);
  const trail = changeTrail(before, write);
  const set: Partial<SessionDocument> = {
    ...changedState(session, before),
    ...(write.changedTotals.length > 0 ? totalFields(session.totals) : {}),
    ...(views === before.views ? {} : { views: [...views] }),
    ...(trail.whole ? { trail: trail.whole } : {}),
    ...(isPinged ? { open_time: openTime, visits } : {}),
    ...(isPinged && before.settled ? { settled: false } : {}),
    revision: session.revision + 1,
    commits,
  };
  return {
    session,
    operation: {
      updateOne: {
        // A cluster finds the shard by the first field.
        filter: {
          id_beaker_session: beakerIdOf(session.key),
          _id: session.id,
          revision: session.revision,
          ...(isPinged && !before.settled ? { settled: { $ne: true } } : {}),
        },
        update: {
          $set: set,
          ...(trail.added.length > 0 ? { $push: { trail: { $each: trail.added } } } : {}),
        },
      },
    },
    after: {
      revision: session.revision + 1,
      lastPing: session.state.lastPing,
      superseded: session.superseded,
      creditedPath: session.state.creditedPath,
      shownView: session.state.shownView ?? null,
      shownSince: session.state.shownSince ?? before.shownSince,
      hasVisit: session.state.visit !== undefined,
      hasPages: session.state.pages.length > 0,
      views,
      openTime,
      visits,
      settled: before.settled && !isPinged,
      trailLength: trail.length,
      trailEnd: trail.end,
      commits,
    },
    closed: isPinged ? closedIn(session, openTime, visits) : NO_TIME,
  };
};

/**
 * Returns the fields of the session's state to write. Leaves out those fields without a change that most pings do not
 * change, because each field makes the server's update slower.
 */
const changedState = (session: Session, before: CachedSession): Partial<StateFields> => {
  const { superseded, credited_path, shown_view, shown_since, visit, pages, covered, ...others } =
    stateFields(session);
  const isCreditedAnew =
    credited_path?.[0] !== before.creditedPath?.[0] || credited_path?.[1] !== before.creditedPath?.[1];
  return {
    ...others,
    ...(superseded === before.superseded ? {} : { superseded }),
    ...(isCreditedAnew ? { credited_path } : {}),
    ...(shown_view === before.shownView ? {} : { shown_view }),
    ...(shown_since === undefined || shown_since === before.shownSince ? {} : { shown_since }),
    ...(before.hasVisit || visit ? { visit } : {}),
    // A session without pages has no covered time.
    ...(before.hasPages || pages.length > 0 ? { pages, covered } : {}),
  };
};

const closedIn = (
  { state, superseded }: Session,
  openTime: readonly TimeRecord[],
  visits: readonly WaitingVisits[],
): SlotTimes => ({
  time: openTime.filter(({ slot }) => isClosed(slot, state, superseded)),
  visits: visits.filter(({ at }) => isClosed(at, state, superseded)),
});

const viewsAfter = (views: ReadonlySet<string>, { changedTotals }: SessionWrite): ReadonlySet<string> => {
  const added = [...viewsOf(changedTotals)].filter((view) => !views.has(view));
  return added.length > 0 ? new Set([...views, ...added]) : views;
};

interface TrailChange {
  /** Stretches to append to the stored trail; none if `whole` replaces that trail. */
  readonly added: StretchRecord[];
  readonly whole?: readonly StretchRecord[];
  readonly length: number;
  readonly end: StretchRecord | undefined;
}

const changeTrail = (
  before: CachedSession,
  { session: { trail }, trailChangedFrom }: SessionWrite,
): TrailChange => {
  const unchanged = { added: [], length: before.trailLength, end: before.trailEnd };
  if (trailChangedFrom === undefined) return unchanged;
  // Searches from the trail's end, because a trail is long and changes at its end.
  const kept = trail.findLastIndex(({ from }) => from < trailChangedFrom) + 1;
  const continues = kept === before.trailLength - 1 && isSame(trail[kept], before.trailEnd);
  const stored = continues ? kept + 1 : kept;
  const end = trail.at(-1);
  const after = { length: trail.length, end: end && toStretchRecord(end) };
  return stored === before.trailLength
    ? { added: trail.slice(stored).map(toStretchRecord), ...after }
    : { added: [], whole: trail.map(toStretchRecord), ...after };
};

const isSame = (stretch: Stretch | undefined, record: StretchRecord | undefined): boolean => {
  if (!stretch || !record || stretch.from !== record.begins || stretch.state !== record.state) return false;
  if (!stretch.path || !record.path) return !stretch.path && !record.path;
  return samePath(stretch.path, toPath(record.path));
};
