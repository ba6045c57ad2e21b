import type { RollupDelta, SessionState, Stretch } from '@dwell/shared';
import type { SessionChange, SessionWrite } from '../../ports/session-store.js';

/** What crosses to the commit worker: of a session only what changed, and no names of fields. */
export type ChangeTuple = readonly [
  keyHash: string,
  username: string,
  client: string,
  writes: readonly WriteTuple[],
];

export type WriteTuple = readonly [
  id: string,
  ordinal: number,
  revision: number,
  superseded: number,
  start: number,
  lastPing: number,
  lastVisiblePing: number,
  lastVisiblePath: string,
  visibleMs: number,
  accounting: string,
  totals: readonly TotalTuple[],
  /** null: the trail did not change. */
  trailFrom: number | null,
  trail: readonly StretchTuple[],
  rollups: readonly RollupTuple[],
];

export const rollupsOf = (write: WriteTuple): readonly RollupTuple[] => write[13];

export type TotalTuple = readonly [view: string, tab: string, ms: number];
export type StretchTuple = readonly [begins: number, state: Stretch['state'], path: string | null];
export type RollupTuple = readonly [slot: number, view: string, tab: string, ms: number, visits: number];

/** What accounting must remember beyond the columns of its own. */
export type Accounting = Pick<SessionState, 'creditedPath' | 'pages' | 'covered'>;

export const changeTuple = ({ key, writes }: SessionChange): ChangeTuple => [
  key.hash,
  key.username,
  key.client,
  writes.map(writeTuple),
];

const writeTuple = ({ session, changedTotals, trailChangedFrom, rollups }: SessionWrite): WriteTuple => {
  const { id, ordinal, revision, superseded, state, trail } = session;
  const { start, lastPing, lastVisiblePing, lastVisiblePath, visibleMs, creditedPath, pages, covered } =
    state;
  const accounting: Accounting = { ...(creditedPath ? { creditedPath } : {}), pages, covered };
  return [
    id,
    ordinal,
    revision,
    superseded ? 1 : 0,
    start,
    lastPing,
    lastVisiblePing,
    JSON.stringify(lastVisiblePath),
    visibleMs,
    JSON.stringify(accounting),
    changedTotals.map(({ path: [view, tab = ''], ms }) => [view, tab, ms]),
    trailChangedFrom ?? null,
    changedPart(trail, trailChangedFrom).map(stretchTuple),
    rollups.map(rollupTuple),
  ];
};

/** A trail is long and its change at its end, so it is looked at from there. */
const changedPart = (trail: readonly Stretch[], from: number | undefined): readonly Stretch[] => {
  if (from === undefined) return [];
  return trail.slice(trail.findLastIndex((stretch) => stretch.from < from) + 1);
};

const stretchTuple = ({ from, state, path }: Stretch): StretchTuple => [
  from,
  state,
  path ? JSON.stringify(path) : null,
];

const rollupTuple = ({ slot, path: [view, tab = ''], ms, visits }: RollupDelta): RollupTuple => [
  slot,
  view,
  tab,
  ms,
  visits,
];
