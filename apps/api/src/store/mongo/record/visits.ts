import { bucketOfLength, openVisits, slotOf, toMilliseconds, type Visit } from '@dwell/shared';
import type { SessionWrite } from '../../ports/session-store.js';
import { asArray } from '../schema/as-array.js';
import type { SessionDocument, TimeRecord, VisitsRecord, WaitingVisits } from '../schema/sessions.js';
import { toVisitRecord } from './encode-session.js';

/** The fields of a stored session that concern its visits. */
interface StoredVisits {
  readonly visits: readonly WaitingVisits[];
  readonly settled: boolean;
  readonly lastPing: number;
}

/**
 * Returns the visits that a session's document has after a write: those that ended and are not in user_time yet, and
 * those that go on. `base` are visits in closed slots that a late write takes back from user_time.
 */
export const visitsAfter = (
  before: StoredVisits,
  base: readonly WaitingVisits[],
  { session: { state }, endedVisits }: Pick<SessionWrite, 'session' | 'endedVisits'>,
): readonly WaitingVisits[] => {
  const at = slotOf(state.lastPing);
  const visits = [...before.visits, ...base].filter(({ goes_on }) => !goes_on);
  for (const ended of endedVisits) addVisit(visits, toWaiting(ended, at));
  // When the session was settled, its visits may have been written to user_time, in the slot of its last ping. With an
  // entry for that slot in the session, the session's visits count and not those of user_time.
  const settledAt = slotOf(before.lastPing);
  if (before.settled && !visits.some((each) => each.at === settledAt)) visits.push(noVisitsAt(settledAt));
  return [
    ...visits,
    ...openVisits(state).map((visit): WaitingVisits => ({ ...toWaiting(visit, at), goes_on: true })),
  ];
};

/**
 * Returns the visits in a session's document that are not in user_time yet. A document of an older version has no list
 * of visits, so the visits are estimated from its time.
 */
export const waitingVisitsIn = ({
  visits,
  open_time,
  last_ping,
}: Pick<SessionDocument, 'visits' | 'open_time' | 'last_ping'>): readonly WaitingVisits[] => {
  if (visits !== undefined) return asArray(visits);
  const at = slotOf(toMilliseconds(last_ping));
  return estimateVisits(asArray(open_time)).map((estimated) => ({ ...estimated, at }));
};

/**
 * Estimates the lengths of visits from a session's time by slot. Older versions stored this time, but no lengths. The
 * visits of one path that began in the same slot share equally the time on the path from that slot until the next slot
 * in which a visit of the path began.
 */
export const estimateVisits = (times: readonly TimeRecord[]): VisitsRecord[] => {
  const estimated: VisitsRecord[] = [];
  const latest = new Map<string, number>();
  for (const { slot, view, tab, ms, visits } of times.toSorted((a, b) => a.slot - b.slot)) {
    const key = JSON.stringify([view, tab]);
    const index = latest.get(key);
    const before = index === undefined ? undefined : estimated[index];
    if (visits > 0) {
      latest.set(key, estimated.length);
      estimated.push({ slot, view, ...(tab === undefined ? {} : { tab }), length: 0, visits, ms });
    } else if (index !== undefined && before) {
      estimated[index] = { ...before, ms: before.ms + ms };
    }
  }
  return estimated.map((each) => ({ ...each, length: bucketOfLength(Math.max(1, each.ms / each.visits)) }));
};

const toWaiting = (visit: Visit, at: number): WaitingVisits => ({
  at,
  ...toVisitRecord(visit),
  length: bucketOfLength(visit.ms),
  visits: 1,
});

const noVisitsAt = (at: number): WaitingVisits => ({ at, slot: at, view: '', length: 0, visits: 0, ms: 0 });

const addVisit = (visits: WaitingVisits[], added: WaitingVisits): void => {
  const index = visits.findIndex(
    ({ at, slot, view, tab, length }) =>
      at === added.at &&
      slot === added.slot &&
      view === added.view &&
      tab === added.tab &&
      length === added.length,
  );
  const sum = visits[index];
  if (sum) visits[index] = { ...sum, visits: sum.visits + added.visits, ms: sum.ms + added.ms };
  else visits.push(added);
};
