import {
  NO_TAB_KEY,
  type PageState,
  type Path,
  pathKey,
  pathOf,
  type PathTotal,
  type SessionState,
  type Stretch,
  toMilliseconds,
  type Visit,
} from '@dwell/shared';
import type { FoundSession, ListedSession, LiveSession, Session } from '../../ports/session-store.js';
import { asArray } from '../schema/as-array.js';
import { type PageRecord, type SessionDocument, toPath, type VisitRecord } from '../schema/sessions.js';

/** A document whose fields another program may have written or damaged. */
type UncheckedDocument = { readonly [Field in keyof SessionDocument]?: unknown };

/**
 * Returns the session in a document, or undefined if one of the documented fields can't be read. Fields that only Dwell
 * writes may be missing.
 */
export const toListedSession = (found: UncheckedDocument): ListedSession | undefined => {
  const { visible_duration, tab_duration } = found;
  const session = withoutTime(found);
  const totals = toTotals(tab_duration, found.own_time);
  if (!session || !isTime(visible_duration) || !totals) return undefined;
  return {
    ...session,
    state: { ...session.state, visibleMs: toMilliseconds(visible_duration) },
    totals,
  };
};

/** Returns the session of a document without its time by path, or undefined if a field that it needs can't be read. */
export const toLiveSession = (found: UncheckedDocument): LiveSession | undefined => {
  const session = withoutTime(found);
  return (
    session && {
      ...session,
      revision: typeof found.revision === 'number' ? found.revision : 0,
      state: { ...session.state, ...shownSinceIn(found) },
    }
  );
};

const withoutTime = (found: UncheckedDocument) => {
  const { _id: id, username, start, last_ping, last_visible_ping } = found;
  if (
    typeof id !== 'string' ||
    typeof username !== 'string' ||
    !isTime(start) ||
    !isTime(last_ping) ||
    !isTime(last_visible_ping)
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
      // Before the first visible ping some programs write a text in place of the path.
      lastVisiblePath: isPath(found.last_visible_path) ? toPath(found.last_visible_path) : ([] as const),
      ...toShown(found),
    },
  };
};

/**
 * Returns since when the session's view has been shown. Without a shown view, returns an empty object: then the field
 * still has the time of an earlier view.
 */
const shownSinceIn = ({ shown_view, shown_since }: UncheckedDocument): { shownSince?: number } =>
  typeof shown_view === 'string' && isTime(shown_since) ? { shownSince: shown_since } : {};

/** Returns the fields that decide on which views the session is here now; see viewsShown. */
export const toShown = ({
  pages,
  shown_view,
}: Pick<UncheckedDocument, 'pages' | 'shown_view'>): Pick<SessionState, 'pages' | 'shownView'> => ({
  pages: asArray(pages as SessionDocument['pages'] | undefined)
    .filter(({ path }) => isPath(path))
    .map(toPageState),
  shownView: typeof shown_view === 'string' ? shown_view : undefined,
});

/** Returns the session with its trail, or undefined if one of the documented fields can't be read. */
export const toFoundSession = (found: SessionDocument): FoundSession | undefined => {
  const session = toListedSession(found);
  return session && { ...session, trail: toTrail(found) };
};

/** Returns a session that Dwell wrote, or undefined if one of the documented fields can't be read. */
export const toSession = (found: SessionDocument): Session | undefined => {
  const session = toFoundSession(found);
  if (!session) return undefined;
  const { state, totals } = session;
  return {
    ...session,
    ordinal: found.ordinal,
    revision: found.revision,
    state: {
      ...state,
      ...shownSinceIn(found),
      ...(isPath(found.credited_path) ? { creditedPath: toPath(found.credited_path) } : {}),
      visit: toVisit(found.visit),
      covered: asArray(found.covered).map(([from, to]) => ({ from, to })),
    },
    totals: new Map(totals.map((total) => [pathKey(total.path), total])),
  };
};

/**
 * Returns a readable form of a damaged document. A damaged start becomes 0. A damaged time of a ping becomes the time
 * of another ping or the start. A damaged visible duration becomes 0, and damaged times by path become none. The
 * session counts as superseded, so that its user can go on in a new session.
 */
export const repairDocument = (found: SessionDocument): SessionDocument => {
  const timeOr = (value: unknown, otherwise: number): number => (isTime(value) ? value : otherwise);
  const start = timeOr(found.start, 0);
  const lastPing = timeOr(found.last_ping, start);
  const canReadTime = toTotals(found.tab_duration, found.own_time) !== undefined;
  return {
    ...found,
    start,
    last_ping: lastPing,
    last_visible_ping: timeOr(found.last_visible_ping, lastPing),
    visible_duration: timeOr(found.visible_duration, 0),
    tab_duration: canReadTime ? found.tab_duration : {},
    superseded: true,
  };
};

const toTrail = ({ trail, last_ping }: SessionDocument): Stretch[] =>
  asArray(trail).map(({ begins, state, path }, index, all) => ({
    from: begins,
    to: all[index + 1]?.begins ?? toMilliseconds(last_ping),
    state,
    ...(isPath(path) ? { path: toPath(path) } : {}),
  }));

const toPageState = ({
  id,
  at,
  visible,
  path,
  since,
  listed_view,
  credited_path,
  visit,
}: PageRecord): PageState => ({
  id,
  at,
  visible,
  path: toPath(path),
  ...(since === undefined ? {} : { since }),
  listedView: listed_view,
  creditedPath: credited_path && toPath(credited_path),
  visit: toVisit(visit),
});

const toVisit = (visit: VisitRecord | null | undefined): Visit | undefined => {
  if (!isRecord(visit) || typeof visit.view !== 'string' || !isTime(visit.slot) || !isTime(visit.ms)) {
    return undefined;
  }
  return { path: pathOf(visit), slot: visit.slot, ms: visit.ms };
};

/** Returns the session's time by path, or undefined if a part of that time can't be read. */
const toTotals = (tabDuration: unknown, ownTime: unknown): PathTotal[] | undefined => {
  if (!isRecord(tabDuration)) return undefined;
  const own = new Map(
    asArray(ownTime as SessionDocument['own_time'] | undefined).map((record) => [record.view, record]),
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

/** Finds the client in id_beaker_session, which is the base64 of `username_client`. */
const clientIn = (beakerId: unknown, username: string): string => {
  const pair = Buffer.from(typeof beakerId === 'string' ? beakerId : '', 'base64').toString();
  return pair.startsWith(`${username}_`) ? pair.slice(username.length + 1) : '';
};
