import {
  NO_TAB_KEY,
  type PageState,
  type PathTotal,
  pathKey,
  type Stretch,
  toSeconds,
  toTabDuration,
  type Visit,
} from '@dwell/shared';
import { beakerIdOf } from '../../model/session-key.js';
import type { Session } from '../../ports/session-store.js';
import type {
  CommitRecord,
  OwnTimeRecord,
  PageRecord,
  SessionDocument,
  StretchRecord,
  TimeRecord,
  VisitRecord,
  WaitingVisits,
} from '../schema/sessions.js';

/** The fields with a session's state and whether it is superseded. Any ping may change them. */
export type StateFields = Pick<
  SessionDocument,
  | 'last_ping'
  | 'last_visible_ping'
  | 'last_visible_path'
  | 'visible_duration'
  | 'superseded'
  | 'credited_path'
  | 'shown_view'
  | 'shown_since'
  | 'visit'
  | 'pages'
  | 'covered'
>;

export const stateFields = ({ state, superseded }: Session): StateFields => ({
  last_ping: toSeconds(state.lastPing),
  last_visible_ping: toSeconds(state.lastVisiblePing),
  last_visible_path: state.lastVisiblePath,
  visible_duration: toSeconds(state.visibleMs),
  superseded,
  credited_path: state.creditedPath,
  shown_view: state.shownView ?? null,
  shown_since: state.shownSince,
  visit: state.visit ? toVisitRecord(state.visit) : null,
  pages: state.pages.map(toPageRecord),
  covered: state.covered.map(({ from, to }) => [from, to]),
});

/** Returns the fields with the session's totals. */
export const totalFields = (
  totals: ReadonlyMap<string, PathTotal>,
): Pick<SessionDocument, 'tab_duration'> & Partial<Pick<SessionDocument, 'own_time'>> => {
  const own = ownTimes(totals);
  return { tab_duration: toTabDuration(totals.values()), ...(own.length > 0 ? { own_time: own } : {}) };
};

/** Returns the document of a new session. */
export const toDocument = (
  session: Session,
  openTime: readonly TimeRecord[],
  visits: readonly WaitingVisits[],
  commit: CommitRecord,
): SessionDocument => ({
  _id: session.id,
  id_beaker_session: beakerIdOf(session.key),
  username: session.key.username,
  start: toSeconds(session.state.start),
  ...stateFields(session),
  own_time: [],
  ...totalFields(session.totals),
  client: session.key.client,
  key_hash: session.key.hash,
  ordinal: session.ordinal,
  revision: 1,
  views: [...viewsOf(session.totals.values())],
  open_time: openTime,
  visits,
  trail: session.trail.map(toStretchRecord),
  commits: [commit],
});

export const viewsOf = (totals: Iterable<PathTotal>): Set<string> =>
  new Set(Array.from(totals, ({ path }) => path[0]));

export const toStretchRecord = ({ from, state, path }: Stretch): StretchRecord => ({
  begins: from,
  state,
  ...(path ? { path } : {}),
});

export const toVisitRecord = ({ path: [view, tab], slot, ms }: Visit): VisitRecord => ({
  slot,
  view,
  ...(tab === undefined ? {} : { tab }),
  ms,
});

const toPageRecord = (page: PageState): PageRecord => {
  const { id, at, visible, path, since, listedView, creditedPath, visit } = page;
  return {
    id,
    at,
    visible,
    path,
    ...(since === undefined ? {} : { since }),
    ...(listedView === undefined ? {} : { listed_view: listedView }),
    ...(creditedPath ? { credited_path: creditedPath } : {}),
    ...(visit ? { visit: toVisitRecord(visit) } : {}),
  };
};

/**
 * Returns the time without a tab of each view that also has tabs. In tab_duration that time has the key NO_TAB_KEY. A
 * tab can have this name too; then the result also has the time of this tab.
 */
const ownTimes = (totals: ReadonlyMap<string, PathTotal>): SessionDocument['own_time'] => {
  const withTabs = new Set<string>();
  for (const { path } of totals.values()) if (path.length === 2) withTabs.add(path[0]);
  const own: OwnTimeRecord[] = [];
  for (const view of withTabs) {
    const total = totals.get(pathKey([view]));
    const tab = totals.get(pathKey([view, NO_TAB_KEY]));
    if (total) own.push({ view, ms: total.ms, ...(tab ? { tab_ms: tab.ms } : {}) });
  }
  return own;
};
