import { pathKey } from '../contract/path.js';
import type { PathTotal } from '../contract/tab-duration.js';
import type { Credit } from './credit.js';
import { foldPing, type Ping } from './fold.js';
import { lengthOf } from './intervals.js';
import type { RollupDelta } from './rollups.js';
import type { AccountingRules, SessionState } from './session-state.js';
import { extendTrail, type Stretch } from './trail.js';

/** All that is kept of one session's time. */
export interface SessionRecord {
  readonly state: SessionState;
  /** Visible time by path, under each path's {@link pathKey}. */
  readonly totals: ReadonlyMap<string, PathTotal>;
  readonly trail: readonly Stretch[];
}

/** What one ping made of a session: what is new, and which of the rest changed. */
export interface RecordedPing {
  readonly state: SessionState;
  /** The new totals of the paths that the ping credited, each path once; the others stay as they were. */
  readonly changedTotals: readonly PathTotal[];
  readonly trail: readonly Stretch[];
  /** Stretches that begin before this are as they were. -Infinity: all may have changed; Infinity: none has. */
  readonly trailChangedFrom: number;
  readonly rollups: readonly RollupDelta[];
}

/**
 * Records one ping of an active session: counts it, adds its time to the totals and draws it on the trail.
 * `session` stays as it was; the caller puts `changedTotals` into its own map, so that a session with
 * thousands of paths costs no more than one with a few. `arrivedAt` is in epoch milliseconds.
 */
export const recordPing = (
  session: SessionRecord,
  ping: Ping,
  arrivedAt: number,
  rules: AccountingRules,
): RecordedPing => {
  const { state, credit, silence, rollups } = foldPing(session.state, ping, arrivedAt, session.totals, rules);
  const { trail, changedFrom } = extendTrail(session.trail, silence, credit);
  return {
    state,
    changedTotals: credit ? [addCredit(session.totals, credit)] : [],
    trail,
    trailChangedFrom: changedFrom,
    rollups,
  };
};

const addCredit = (totals: ReadonlyMap<string, PathTotal>, { path, spans }: Credit): PathTotal => ({
  path,
  ms: (totals.get(pathKey(path))?.ms ?? 0) + lengthOf(spans),
});
