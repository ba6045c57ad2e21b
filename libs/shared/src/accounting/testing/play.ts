import { pathKey } from '../../contract/path.js';
import type { PathTotal } from '../../contract/tab-duration.js';
import { type Fold, foldPing } from '../fold.js';
import { type RecordedPing, recordPing, type SessionRecord } from '../record-ping.js';
import { type AccountingRules, isActive, startSession } from '../session-state.js';
import { EXAMPLE_RULES, type Outcome, type TimedPing } from './examples.js';

/** When played sessions start: 00:10, ten minutes into a slot. In epoch milliseconds. */
export const START = Date.UTC(2026, 0, 5, 0, 10);

/** A ping that found the session active, and what it did. */
export interface Step extends TimedPing {
  readonly fold: Fold;
  readonly recorded: RecordedPing;
  /** The session after it. Its map of totals is one for all steps and goes on with the next. */
  readonly session: SessionRecord;
}

/** Records pings one by one on a session that starts at {@link START}, as a server does. */
export function* stepsOf(
  pings: readonly TimedPing[],
  rules: AccountingRules = EXAMPLE_RULES,
): Generator<Step> {
  const totals = new Map<string, PathTotal>();
  let session: SessionRecord = { state: startSession(START), totals, trail: [] };
  for (const { at, ping } of pings) {
    const now = START + at;
    if (!isActive(session.state.lastPing, now, rules.aliveMs)) continue;
    const fold = foldPing(session.state, ping, now, totals, rules);
    const recorded = recordPing(session, ping, now, rules);
    for (const total of recorded.changedTotals) totals.set(pathKey(total.path), total);
    session = { state: recorded.state, totals, trail: recorded.trail };
    yield { at, ping, fold, recorded, session };
  }
}

export interface Play {
  readonly steps: readonly Step[];
  /** The session after all of them. */
  readonly session: SessionRecord;
}

export const play = (pings: readonly TimedPing[], rules?: AccountingRules): Play => {
  const steps = [...stepsOf(pings, rules)];
  const unheard = { state: startSession(START), totals: new Map<string, PathTotal>(), trail: [] };
  return { steps, session: steps.at(-1)?.session ?? unheard };
};

/** What is in the session after all pings, the totals in order of their paths; `inactive` when the last was refused. */
export const outcomeOf = (pings: readonly TimedPing[], rules?: AccountingRules): Outcome | 'inactive' => {
  const { session, steps } = play(pings, rules);
  if (steps.at(-1)?.ping !== pings.at(-1)?.ping) return 'inactive';
  return {
    visibleMs: session.state.visibleMs,
    totals: [...session.totals.values()].sort((a, b) => (pathKey(a.path) < pathKey(b.path) ? -1 : 1)),
  };
};
