import fc from 'fast-check';
import type { PathTotal } from '../../contract/tab-duration.js';
import { pathKey } from '../../contract/values.js';
import { foldPing, type SessionTime } from '../fold.js';
import { type Interval, lengthOf, unite } from '../intervals.js';
import type { RollupDelta } from '../credit.js';
import { isActive, startSession } from '../session-state.js';
import { story, type StoryOptions } from './arbitraries.js';
import { EXAMPLE_RULES, type TimedPing } from './examples.js';
import { START } from './play.js';

/** A ping that a server records by a clock that may be wrong. Both times in milliseconds since {@link START}. */
export interface ClockedPing extends TimedPing {
  /** When the ping really arrives. `at` is the server's clock. */
  readonly trueAt: number;
}

/** How far the server's clock is ahead, in milliseconds; negative: behind. */
const wrongBy = fc.oneof(
  fc.constantFrom(1, 5_000, 29_999, 30_000, 30_001, 600_000, 864_000_000, -1, -30_001, -600_000),
  fc.integer({ min: -40_000, max: 40_000 }),
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
);

/**
 * Generates pings whose server's clock jumps at any of them, in both directions: it stays wrong for some pings, and is
 * right again for others.
 */
export const clockedStory = (options: StoryOptions = {}): fc.Arbitrary<ClockedPing[]> =>
  fc
    .tuple(
      story({ step: fc.nat(150_000), maxLength: 30, ...options }),
      fc.infiniteStream(
        fc.oneof(
          { weight: 6, arbitrary: fc.constant('as before' as const) },
          { weight: 2, arbitrary: fc.constant(0) },
          { weight: 2, arbitrary: wrongBy },
        ),
      ),
    )
    .map(([pings, changes]) => {
      let error = 0;
      return pings.map(({ at, ping }) => {
        const change = changes.next().value;
        if (typeof change === 'number') error = change;
        return { trueAt: at, at: at + error, ping };
      });
    });

/** A ping, and what it added to its session. */
export interface ClockedStep extends ClockedPing {
  readonly creditMs: number;
  readonly rollups: readonly RollupDelta[];
  readonly session: SessionTime;
}

/** Records the pings as a server does that starts a session where none is active. Returns the steps of each session. */
export const sessionsOf = (pings: readonly ClockedPing[]): ClockedStep[][] => {
  const sessions: ClockedStep[][] = [];
  for (const clocked of pings) {
    const now = START + clocked.at;
    const last = sessions.at(-1)?.at(-1)?.session;
    const continues = last && isActive(last.state.lastPing, now, EXAMPLE_RULES.aliveMs);
    if (!continues) sessions.push([]);
    const before = continues ? last : { state: startSession(now), totals: new Map(), trail: [] };
    const { state, changedTotal, trail, credit, rollups } = foldPing(
      before,
      clocked.ping,
      now,
      EXAMPLE_RULES,
    );
    const totals = new Map<string, PathTotal>(before.totals);
    if (changedTotal) totals.set(pathKey(changedTotal.path), changedTotal);
    sessions.at(-1)?.push({
      ...clocked,
      creditMs: lengthOf(credit?.spans ?? []),
      rollups,
      session: { state, totals, trail },
    });
  }
  return sessions;
};

export const visibleMsOf = (sessions: readonly (readonly ClockedStep[])[]): number =>
  sessions.reduce((sum, steps) => sum + (steps.at(-1)?.session.state.visibleMs ?? 0), 0);

/**
 * Returns how long the session's pages were really visible, as far as its pings say so: between two pings of a page
 * that was visible, and without page_id between a ping and the session's ping before it.
 */
export const trueVisibleMs = (steps: readonly ClockedStep[]): number => {
  const visible = steps.flatMap(({ ping, trueAt }, index): Interval[] => {
    const earlier = steps.slice(0, index);
    if (ping.pageId === undefined) {
      const counts = ping.kind === 'session-hide' || ping.visible;
      const before = earlier.at(-1);
      return counts && before ? [{ from: before.trueAt, to: trueAt }] : [];
    }
    const before = earlier.findLast((step) => step.ping.pageId === ping.pageId);
    const wasVisible = before?.ping.kind === 'keepalive' && before.ping.visible;
    return before && wasVisible ? [{ from: before.trueAt, to: trueAt }] : [];
  });
  return lengthOf(visible.reduce(unite, [] as readonly Interval[]));
};

/**
 * Returns how far each ping moved the session's last ping forward beyond the true time that had passed since the ping
 * before.
 */
export const forwardJumps = (steps: readonly ClockedStep[]): number[] =>
  steps.map(({ trueAt, session }, index) => {
    const before = steps[index - 1];
    if (!before) return 0;
    const passed = session.state.lastPing - before.session.state.lastPing;
    return Math.max(0, passed - (trueAt - before.trueAt));
  });
