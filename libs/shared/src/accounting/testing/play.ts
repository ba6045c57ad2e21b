import type { PathTotal } from '../../contract/tab-duration.js';
import { pathKey } from '../../contract/values.js';
import { type FoldedPing, foldPing, type SessionTime } from '../fold.js';
import { type AccountingRules, isActive, startSession } from '../session-state.js';
import { EXAMPLE_RULES, type Outcome, type TimedPing } from './examples.js';

/** The start of played sessions: 00:10, ten minutes into a slot. In epoch milliseconds. */
export const START = Date.UTC(2026, 0, 5, 0, 10);

/** A ping that found the session active, and its result. */
export interface Step extends TimedPing {
  readonly folded: FoldedPing;
  /** The session after the ping. All steps share one map of totals, which the next step changes. */
  readonly session: SessionTime;
}

/** Folds pings one by one into a session that starts at {@link START}, as a server does. */
export function* stepsOf(
  pings: readonly TimedPing[],
  rules: AccountingRules = EXAMPLE_RULES,
): Generator<Step> {
  const totals = new Map<string, PathTotal>();
  let session: SessionTime = { state: startSession(START), totals, trail: [] };
  for (const { at, ping } of pings) {
    const now = START + at;
    if (!isActive(session.state.lastPing, now, rules.aliveMs)) continue;
    const folded = foldPing(session, ping, now, rules);
    const { state, changedTotal, shownTotal, trail } = folded;
    for (const total of [changedTotal, shownTotal]) if (total) totals.set(pathKey(total.path), total);
    session = { state, totals, trail };
    yield { at, ping, folded, session };
  }
}

export interface Play {
  readonly steps: readonly Step[];
  /** The session after all steps. */
  readonly session: SessionTime;
}

export const play = (pings: readonly TimedPing[], rules?: AccountingRules): Play => {
  const steps = [...stepsOf(pings, rules)];
  const untouched = { state: startSession(START), totals: new Map<string, PathTotal>(), trail: [] };
  return { steps, session: steps.at(-1)?.session ?? untouched };
};

/**
 * Returns the session's time after all pings, totals in order of their paths; `inactive` if the last ping was rejected.
 */
export const outcomeOf = (pings: readonly TimedPing[], rules?: AccountingRules): Outcome | 'inactive' => {
  const { session, steps } = play(pings, rules);
  if (steps.at(-1)?.ping !== pings.at(-1)?.ping) return 'inactive';
  return {
    visibleMs: session.state.visibleMs,
    totals: [...session.totals.values()].sort((a, b) => (pathKey(a.path) < pathKey(b.path) ? -1 : 1)),
  };
};
