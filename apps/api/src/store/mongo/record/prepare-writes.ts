import type { Stretch } from '@dwell/shared';
import { samePath, toMilliseconds } from '@dwell/shared';
import { mongo } from 'mongoose';
import { beakerIdOf } from '../../model/session-key.js';
import type { RecordedSession, SessionWrite } from '../../ports/session-store.js';
import { recordsIn, textsIn } from '../schema/as-array.js';
import type { CommitRecord, SessionDocument, StretchRecord, TimeRecord } from '../schema/sessions.js';
import {
  type StateFields,
  stateFields,
  toDocument,
  toPath,
  toStretchRecord,
  totalFields,
  viewsOf,
} from './encode-session.js';
import { addRollups, isOver } from './rollups.js';

/** Processes whose latest commit a session remembers; beyond, the one that is longest ago is forgotten. */
export const MAX_COMMITTERS = 8;

/** What of a stored session must be known to change it, beyond what the recorder knows. */
export interface HeldSession {
  readonly revision: number;
  readonly lastPing: number;
  readonly superseded: boolean;
  readonly creditedPath: readonly string[] | undefined;
  readonly hasPages: boolean;
  readonly views: ReadonlySet<string>;
  readonly openTime: readonly TimeRecord[];
  readonly trailLength: number;
  readonly trailEnd: StretchRecord | undefined;
  readonly commits: readonly CommitRecord[];
}

export const heldOf = (document: SessionDocument): HeldSession => {
  const trail = recordsIn(document.trail);
  return {
    revision: document.revision,
    lastPing: toMilliseconds(document.last_ping),
    superseded: document.superseded,
    creditedPath: document.credited_path,
    hasPages: recordsIn(document.pages).length > 0,
    views: new Set(textsIn(document.views)),
    openTime: recordsIn(document.open_time),
    // A trail that was tampered with is not its beginning, so that it is written anew.
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- somebody may have removed the field
    trailLength: trail.length === document.trail?.length ? trail.length : -1,
    trailEnd: trail.at(-1),
    commits: recordsIn(document.commits),
  };
};

/** One write to the database, and what it leaves behind once it is done. */
export interface PreparedWrite {
  readonly session: RecordedSession;
  readonly operation: mongo.AnyBulkWriteOperation<SessionDocument>;
  readonly after: HeldSession;
  /** Time in slots that are over for the session: to be written to user_time. */
  readonly overTime: readonly TimeRecord[];
}

/** Inserts a session. */
export const prepareInsert = ({ session, rollups }: SessionWrite, commit: CommitRecord): PreparedWrite => {
  const openTime = addRollups([], rollups);
  const document = toDocument(session, openTime, commit);
  return {
    session,
    operation: { insertOne: { document } },
    after: heldOf(document),
    overTime: overTimeOf(session, openTime),
  };
};

/**
 * Changes a stored session where it still has the revision that the write was made from. `base` is the session's time
 * in slots that were over and that this write adds to after all.
 */
export const prepareUpdate = (
  write: SessionWrite,
  held: HeldSession,
  base: readonly TimeRecord[],
  commit: CommitRecord,
): PreparedWrite => {
  const { session, rollups } = write;
  const openTime = addRollups([...held.openTime, ...base], rollups);
  const commits = [...held.commits.filter(({ by }) => by !== commit.by), commit].slice(-MAX_COMMITTERS);
  const views = viewsAfter(held.views, write);
  const trail = changeTrail(held, write);
  const set: Partial<SessionDocument> = {
    ...changedState(session, held),
    ...(write.changedTotals.length > 0 ? totalFields(session.totals) : {}),
    ...(views === held.views ? {} : { views: [...views] }),
    ...(trail.whole ? { trail: trail.whole } : {}),
    open_time: openTime,
    revision: session.revision + 1,
    commits,
  };
  return {
    session,
    operation: {
      updateOne: {
        // The first of these finds the shard.
        filter: { id_beaker_session: beakerIdOf(session.key), _id: session.id, revision: session.revision },
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
      hasPages: session.state.pages.length > 0,
      views,
      openTime,
      trailLength: trail.length,
      trailEnd: trail.end,
      commits,
    },
    overTime: overTimeOf(session, openTime),
  };
};

/** What most pings leave as it is, is not sent: a field costs the server its share of the update. */
const changedState = (session: RecordedSession, held: HeldSession): Partial<StateFields> => {
  const { superseded, credited_path, pages, covered, ...others } = stateFields(session);
  const isCreditedAnew =
    credited_path?.[0] !== held.creditedPath?.[0] || credited_path?.[1] !== held.creditedPath?.[1];
  return {
    ...others,
    ...(superseded === held.superseded ? {} : { superseded }),
    ...(isCreditedAnew ? { credited_path } : {}),
    // Time is covered for the pages' sake alone.
    ...(held.hasPages || pages.length > 0 ? { pages, covered } : {}),
  };
};

const overTimeOf = (
  { state, superseded }: RecordedSession,
  openTime: readonly TimeRecord[],
): readonly TimeRecord[] => openTime.filter(({ slot }) => isOver(slot, state, superseded));

const viewsAfter = (views: ReadonlySet<string>, { changedTotals }: SessionWrite): ReadonlySet<string> => {
  const added = [...viewsOf(changedTotals)].filter((view) => !views.has(view));
  return added.length > 0 ? new Set([...views, ...added]) : views;
};

interface TrailChange {
  /** Stretches to append; or the trail as a whole, where what is stored is not its beginning. */
  readonly added: StretchRecord[];
  readonly whole?: readonly StretchRecord[];
  readonly length: number;
  readonly end: StretchRecord | undefined;
}

const changeTrail = (
  held: HeldSession,
  { session: { trail }, trailChangedFrom }: SessionWrite,
): TrailChange => {
  const unchanged = { added: [], length: held.trailLength, end: held.trailEnd };
  if (trailChangedFrom === undefined) return unchanged;
  // A trail is long and its change at its end, so it is looked at from there.
  const kept = trail.findLastIndex(({ from }) => from < trailChangedFrom) + 1;
  const goesOn = kept === held.trailLength - 1 && isSame(trail[kept], held.trailEnd);
  const stored = goesOn ? kept + 1 : kept;
  const end = trail.at(-1);
  const after = { length: trail.length, end: end && toStretchRecord(end) };
  return stored === held.trailLength
    ? { added: trail.slice(stored).map(toStretchRecord), ...after }
    : { added: [], whole: trail.map(toStretchRecord), ...after };
};

const isSame = (stretch: Stretch | undefined, record: StretchRecord | undefined): boolean => {
  if (!stretch || !record || stretch.from !== record.begins || stretch.state !== record.state) return false;
  if (!stretch.path || !record.path) return !stretch.path && !record.path;
  return samePath(stretch.path, toPath(record.path));
};
