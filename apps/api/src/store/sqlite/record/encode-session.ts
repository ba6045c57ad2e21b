import type { PathTotal, RollupDelta, Stretch } from '@dwell/shared';
import type { SessionChange, SessionKey, SessionWrite } from '../../ports/session-store.js';
import type { Accounting, SessionRow, StretchRow, TimeRow, TotalRow, VisitRow } from '../schema/tables.js';
import { encodeAccounting } from '../schema/accounting-json.js';
import { toVisitRow } from '../schema/visit-rows.js';

type WrittenColumns = Pick<
  SessionRow,
  | 'id'
  | 'ordinal'
  | 'superseded'
  | 'start'
  | 'last_ping'
  | 'last_visible_ping'
  | 'last_visible_path'
  | 'visible_ms'
  | 'accounting'
>;

/** A {@link SessionWrite} as rows. */
export interface EncodedWrite extends WrittenColumns {
  /** The stored revision that the write is made from; 0 inserts the session. */
  readonly revision: number;
  readonly changedTotals: readonly TotalRow[];
  /** `changedTrail` replaces all stretches that begin at this instant or later. undefined: the trail did not change. */
  readonly trailChangedFrom: number | undefined;
  readonly changedTrail: readonly StretchRow[];
  readonly rollups: readonly TimeRow[];
  readonly endedVisits: readonly VisitRow[];
}

/** A {@link SessionChange} as it crosses to the commit worker. */
export interface EncodedChange {
  readonly key: SessionKey;
  readonly writes: readonly EncodedWrite[];
}

export const encodeChange = ({ key, writes }: SessionChange): EncodedChange => ({
  key,
  writes: writes.map(encodeWrite),
});

const encodeWrite = (write: SessionWrite): EncodedWrite => {
  const { session, changedTotals, trailChangedFrom, rollups, endedVisits } = write;
  const { id, ordinal, revision, superseded, state, trail } = session;
  const { creditedPath, visit, shownView, shownSince, pages, covered } = state;
  const accounting: Accounting = { creditedPath, visit, shownView, shownSince, pages, covered };
  return {
    id,
    ordinal,
    revision,
    superseded: superseded ? 1 : 0,
    start: state.start,
    last_ping: state.lastPing,
    last_visible_ping: state.lastVisiblePing,
    last_visible_path: JSON.stringify(state.lastVisiblePath),
    visible_ms: state.visibleMs,
    accounting: encodeAccounting(accounting, state.lastPing, state.lastVisiblePath),
    changedTotals: changedTotals.map(encodeTotal),
    trailChangedFrom,
    changedTrail: trailChangedFrom === undefined ? [] : trailFrom(trail, trailChangedFrom).map(encodeStretch),
    rollups: rollups.map(encodeRollup),
    endedVisits: endedVisits.map(toVisitRow),
  };
};

/**
 * Returns the stretches that begin at `from` or later. Searches from the end, because long trails change at their end.
 */
const trailFrom = (trail: readonly Stretch[], from: number): readonly Stretch[] =>
  trail.slice(trail.findLastIndex((stretch) => stretch.from < from) + 1);

const encodeTotal = ({ path: [view, tab = ''], ms }: PathTotal): TotalRow => ({ view, tab, ms });

const encodeStretch = ({ from, state, path }: Stretch): StretchRow => ({
  begins: from,
  state,
  path: path ? JSON.stringify(path) : null,
});

const encodeRollup = ({ slot, path: [view, tab = ''], ms, visits }: RollupDelta): TimeRow => ({
  slot,
  view,
  tab,
  ms,
  visits,
});
