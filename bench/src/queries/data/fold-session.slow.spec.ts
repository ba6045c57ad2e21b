import { foldPing, type RollupDelta, startSession, type SessionTime, pathKey } from '@dwell/shared';
import { describe, expect, it } from '@jest/globals';
import { beginOf, type DataSize, DAY_MS } from './data-size.js';
import { foldSession, pingsOf, RULES } from './fold-session.js';
import { type PlannedSession, planSessions } from './plan.js';
import { Tally } from './tally.js';

const SIZE: DataSize = {
  sessions: 400,
  days: 4,
  users: 15,
  views: 6,
  seed: 3,
  until: Date.UTC(2026, 5, 10, 15),
};
const writeOf = (planned: PlannedSession) => {
  const [write] = foldSession(planned).writes;
  if (!write) throw new Error('A session is one write');
  return write;
};

const byPathAndSlot = (rollups: readonly RollupDelta[]) => {
  const sums = new Map<string, { ms: number; visits: number }>();
  for (const { slot, path, ms, visits } of rollups) {
    const sum = sums.get(`${slot} ${path.join()}`) ?? { ms: 0, visits: 0 };
    sums.set(`${slot} ${path.join()}`, { ms: sum.ms + ms, visits: sum.visits + visits });
  }
  return sums;
};

describe('foldSession', () => {
  const planned = [...planSessions(SIZE)];

  it('returns the same session as pings every minute would give', () => {
    for (const session of planned.slice(0, 100)) {
      const { session: folded, rollups } = writeOf({ ...session, isLast: true });
      const pings = pingsOf(session, 60_000);
      const totals = new Map<string, { path: (typeof pings)[number]['path']; ms: number }>();
      let time: SessionTime = { state: startSession(pings[0]?.at ?? 0), totals, trail: [] };
      const minuteRollups: RollupDelta[] = [];
      for (const ping of pings) {
        const { state, trail, changedTotal, shownTotal, rollups } = foldPing(time, ping, ping.at, RULES);
        for (const total of [changedTotal, shownTotal]) if (total) totals.set(pathKey(total.path), total);
        minuteRollups.push(...rollups);
        time = { state, totals, trail };
      }
      const { covered, ...state } = time.state;
      expect(folded.state).toMatchObject(state);
      expect(folded.state.covered.at(-1)?.to).toBe(covered.at(-1)?.to);
      expect(folded.totals).toEqual(totals);
      expect(folded.trail).toEqual(time.trail);
      expect(byPathAndSlot(rollups)).toEqual(byPathAndSlot(minuteRollups));
    }
  });

  it('returns sessions that together have the time and visits of the independent count', () => {
    const tally = new Tally([0]);
    let [visibleMs, visits, ended] = [0, 0, 0];
    for (const session of planned) {
      tally.add(session);
      const { session: folded, rollups, endedVisits, changedTotals } = writeOf(session);
      visibleMs += rollups.reduce((sum, { ms }) => sum + ms, 0);
      visits += rollups.reduce((sum, each) => sum + each.visits, 0);
      ended += endedVisits.length + folded.state.pages.filter(({ visit }) => visit).length;
      expect(changedTotals.reduce((sum, { ms }) => sum + ms, 0)).toBe(folded.state.visibleMs);
    }
    const begin = beginOf(SIZE);
    const whole = tally.window(begin, begin + SIZE.days * DAY_MS);
    expect(whole).toEqual({ visibleMs, visits, sessions: SIZE.sessions, users: SIZE.users });
    expect(ended).toBe(visits);
    expect([...tally.views().values()].reduce((sum, view) => sum + view.visibleMs, 0)).toBe(visibleMs);
    expect(tally.users().get(0)?.sessions).toBe(planned.filter(({ user }) => user === 0).length);
  });
});
