import {
  NO_TAB_KEY,
  type PageState,
  type Path,
  pathKey,
  type PathTotal,
  type Stretch,
  toMilliseconds,
} from '@dwell/shared';
import type { ListedSession, RecordedSession } from '../../ports/session-store.js';
import { recordsIn } from '../schema/as-array.js';
import type { PageRecord, SessionDocument } from '../schema/sessions.js';
import { toPath } from '../record/encode-session.js';

/** A document as it was found: another program may have written or changed it. */
export type FoundDocument = Pick<SessionDocument, '_id'> & {
  readonly [Field in keyof SessionDocument]?: unknown;
};

/**
 * The session in a document. What only Dwell writes may be missing; undefined where one of the documented fields can
 * not be read.
 */
export const toListedSession = (found: FoundDocument): ListedSession | undefined => {
  const { _id: id, username, start, last_ping, last_visible_ping, visible_duration, tab_duration } = found;
  const totals = toTotals(tab_duration, found.own_time);
  if (
    typeof id !== 'string' ||
    typeof username !== 'string' ||
    !isTime(start) ||
    !isTime(last_ping) ||
    !isTime(last_visible_ping) ||
    !isTime(visible_duration) ||
    !totals
  ) {
    return undefined;
  }
  return {
    id,
    key: {
      username,
      client: typeof found.client === 'string' ? found.client : clientIn(found.id_beaker_session, username),
      hash: typeof found.key_hash === 'string' ? found.key_hash : '',
    },
    superseded: found.superseded === true,
    state: {
      start: toMilliseconds(start),
      lastPing: toMilliseconds(last_ping),
      lastVisiblePing: toMilliseconds(last_visible_ping),
      // Before the first visible ping some programs write no list.
      lastVisiblePath: isPath(found.last_visible_path) ? toPath(found.last_visible_path) : [],
      visibleMs: toMilliseconds(visible_duration),
    },
    totals,
  };
};

/** A session that Dwell itself wrote; undefined where one of the documented fields can not be read. */
export const toRecordedSession = (found: SessionDocument): RecordedSession | undefined => {
  const listed = toListedSession(found);
  if (!listed) return undefined;
  const { id, key, superseded, state, totals } = listed;
  return {
    id,
    key,
    ordinal: found.ordinal,
    revision: found.revision,
    superseded,
    state: {
      ...state,
      ...(isPath(found.credited_path) ? { creditedPath: toPath(found.credited_path) } : {}),
      pages: recordsIn(found.pages)
        .filter(({ path }) => isPath(path))
        .map(toPageState),
      covered: recordsIn(found.covered).map(([from, to]) => ({ from, to })),
    },
    totals: new Map(totals.map((total) => [pathKey(total.path), total])),
    trail: toTrail(found),
  };
};

/**
 * A document that can be read, made of one that can not: what is broken of it is taken as nothing. So a user whose
 * session somebody broke can go on, in a next session.
 */
export const mended = (found: SessionDocument): SessionDocument => {
  const numberIn = (value: unknown, otherwise: number): number => (isTime(value) ? value : otherwise);
  const start = numberIn(found.start, 0);
  const lastPing = numberIn(found.last_ping, start);
  const canReadTime = toTotals(found.tab_duration, found.own_time) !== undefined;
  return {
    ...found,
    start,
    last_ping: lastPing,
    last_visible_ping: numberIn(found.last_visible_ping, lastPing),
    visible_duration: numberIn(found.visible_duration, 0),
    tab_duration: canReadTime ? found.tab_duration : {},
    superseded: true,
  };
};

/** The trail, whose stretches are kept without their ends. */
export const toTrail = ({ trail, last_ping }: Pick<SessionDocument, 'trail' | 'last_ping'>): Stretch[] =>
  recordsIn(trail).map(({ begins, state, path }, index, all) => ({
    from: begins,
    to: all[index + 1]?.begins ?? toMilliseconds(last_ping),
    state,
    ...(isPath(path) ? { path: toPath(path) } : {}),
  }));

const toPageState = ({ id, at, visible, path, credited_path }: PageRecord): PageState => ({
  id,
  at,
  visible,
  path: toPath(path),
  creditedPath: credited_path && toPath(credited_path),
});

/** Undefined where they can't be read. */
const toTotals = (tabDuration: unknown, ownTime: unknown): PathTotal[] | undefined => {
  if (!isRecord(tabDuration)) return undefined;
  const own = new Map(
    recordsIn(ownTime as SessionDocument['own_time'] | undefined).map((record) => [record.view, record]),
  );
  const totals: PathTotal[] = [];
  for (const [view, time] of Object.entries(tabDuration)) {
    const ownTotal = isRecord(time) ? own.get(view) : undefined;
    if (ownTotal) {
      totals.push({ path: [view], ms: ownTotal.ms });
      if (ownTotal.tab_ms !== undefined) totals.push({ path: [view, NO_TAB_KEY], ms: ownTotal.tab_ms });
    }
    for (const [path, seconds] of timesOf(view, time)) {
      if (ownTotal && path[1] === NO_TAB_KEY) continue;
      if (!isTime(seconds)) return undefined;
      totals.push({ path, ms: toMilliseconds(seconds) });
    }
  }
  return totals;
};

const timesOf = (view: string, time: unknown): [path: Path, seconds: unknown][] =>
  isRecord(time) ? Object.entries(time).map(([tab, seconds]) => [[view, tab], seconds]) : [[[view], time]];

const isTime = (value: unknown): value is number => Number.isFinite(value);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPath = (value: unknown): value is readonly string[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= 2 &&
  value.every((part) => typeof part === 'string');

/** id_beaker_session is the base64 of `username_client`. */
const clientIn = (beakerId: unknown, username: string): string => {
  const pair = Buffer.from(typeof beakerId === 'string' ? beakerId : '', 'base64').toString();
  return pair.startsWith(`${username}_`) ? pair.slice(username.length + 1) : '';
};
