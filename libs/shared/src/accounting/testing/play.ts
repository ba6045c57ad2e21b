import { pathKey } from '../../contract/path.js';
import type { PathTotal } from '../../contract/tab-duration.js';
import { type Fold, foldPing } from '../fold.js';
import { type RecordedPing, recordPing, type SessionRecord } from '../record-ping.js';
import { type AccountingRules, isActive, startSession } from '../session-state.js';
import { EXAMPLE_RULES, type TimedPing } from './examples.js';

/** When played sessions start: 00:10, ten minutes into a slot. In epoch milliseconds. */
export const START = Date.UTC(2026, 0, 5, 0, 10);

/** One ping of a play. */
export interface Step extends TimedPing {
  readonly fold: Fold;
  readonly recorded: RecordedPing;
  /** The session after it. */
  readonly session: SessionRecord;
}

export interface Play {
  readonly session: SessionRecord;
  /** The pings that found the session active, in order. */
  readonly steps: readonly Step[];
  readonly refused: readonly TimedPing[];
}

/** Records pings on a session that starts at {@link START}, as a server does. */
export const play = (pings: readonly TimedPing[], rules: AccountingRules = EXAMPLE_RULES): Play => {
  const steps: Step[] = [];
  const refused: TimedPing[] = [];
  let session: SessionRecord = { state: startSession(START), totals: new Map(), trail: [] };
  for (const timed of pings) {
    const { at, ping } = timed;
    const now = START + at;
    if (!isActive(session.state.lastPing, now, rules.aliveMs)) {
      refused.push(timed);
      continue;
    }
    const fold = foldPing(session.state, ping, now, session.totals, rules);
    const recorded = recordPing(session, ping, now, rules);
    const totals = new Map<string, PathTotal>(session.totals);
    for (const total of recorded.changedTotals) totals.set(pathKey(total.path), total);
    session = { state: recorded.state, totals, trail: recorded.trail };
    steps.push({ ...timed, fold, recorded, session });
  }
  return { session, steps, refused };
};
