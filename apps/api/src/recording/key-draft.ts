import {
  type AccountingRules,
  type PathTotal,
  type Ping,
  type RollupDelta,
  isActive,
  pathKey,
  recordPing,
  startSession,
} from '@dwell/shared';
import type {
  RecordedSession,
  SessionChange,
  SessionKey,
  SessionWrite,
} from '../store/ports/session-store.js';
import { sessionIdOf } from '../store/model/session-key.js';

/** What a client may ask to record: that its session starts, or a ping of it. */
export type RecordingRequest = { readonly kind: 'sessionstart' } | Ping;

/** What came of it; `time` is the session's last ping, in epoch milliseconds. */
export type RecordingOutcome =
  | { readonly recorded: true; readonly time: number }
  | { readonly recorded: false; readonly reason: 'inactive' };

export interface RecordingRules extends AccountingRules {
  /** What a ping without an active session does: it is rejected, or a keepalive starts a session. */
  readonly onInactive: 'reject' | 'restart';
}

/** A session in the making: what a batch has changed of it so far. */
interface Draft {
  session: RecordedSession & { readonly totals: Map<string, PathTotal> };
  readonly changedTotals: Map<string, PathTotal>;
  trailChangedFrom: number;
  readonly rollups: RollupDelta[];
  changed: boolean;
}

/**
 * Applies a batch's requests of one key, in order of arrival, to the key's latest session, and says what
 * is to be stored. It works on the loaded session's totals in place, so a draft that was not stored must
 * be thrown away together with the session it was made from.
 */
export class KeyDraft {
  private latest: Draft | undefined;
  private readonly finished: SessionWrite[] = [];

  constructor(
    private readonly key: SessionKey,
    latest: RecordedSession | undefined,
    private readonly rules: RecordingRules,
  ) {
    this.latest = latest && draftOf(latest);
  }

  apply(request: RecordingRequest, arrivedAt: number): RecordingOutcome {
    const active = this.activeDraft(arrivedAt);
    if (request.kind === 'sessionstart') {
      return { recorded: true, time: (active ?? this.start(arrivedAt)).session.state.lastPing };
    }
    if (active) return this.count(active, request, arrivedAt);
    if (this.rules.onInactive === 'reject') return { recorded: false, reason: 'inactive' };
    if (request.kind === 'session-hide') return { recorded: true, time: arrivedAt };
    return this.count(this.start(arrivedAt), request, arrivedAt);
  }

  /** What is to be stored; undefined when nothing changed. */
  change(): SessionChange | undefined {
    const writes = this.latest?.changed ? [...this.finished, writeOf(this.latest)] : this.finished;
    return writes.length > 0 ? { key: this.key, writes } : undefined;
  }

  /** The key's latest session as it is once {@link change} is stored. */
  stored(): RecordedSession | undefined {
    if (!this.latest?.changed) return this.latest?.session;
    return { ...this.latest.session, revision: this.latest.session.revision + 1 };
  }

  private activeDraft(now: number): Draft | undefined {
    const latest = this.latest;
    if (!latest || latest.session.superseded) return undefined;
    return isActive(latest.session.state.lastPing, now, this.rules.aliveMs) ? latest : undefined;
  }

  private count(draft: Draft, ping: Ping, arrivedAt: number): RecordingOutcome {
    const counted = recordPing(draft.session, ping, arrivedAt, this.rules);
    for (const total of counted.changedTotals) {
      const key = pathKey(total.path);
      draft.session.totals.set(key, total);
      draft.changedTotals.set(key, total);
    }
    draft.session = { ...draft.session, state: counted.state, trail: counted.trail };
    draft.trailChangedFrom = Math.min(draft.trailChangedFrom, counted.trailChangedFrom);
    draft.changed = true;
    draft.rollups.push(...counted.rollups);
    return { recorded: true, time: counted.state.lastPing };
  }

  private start(now: number): Draft {
    const previous = this.latest;
    if (previous) {
      this.finished.push(writeOf({ ...previous, session: { ...previous.session, superseded: true } }));
    }
    const ordinal = (previous?.session.ordinal ?? 0) + 1;
    this.latest = {
      session: {
        id: sessionIdOf(this.key, ordinal),
        key: this.key,
        ordinal,
        revision: 0,
        superseded: false,
        state: startSession(now),
        totals: new Map(),
        trail: [],
      },
      changedTotals: new Map(),
      trailChangedFrom: Infinity,
      rollups: [],
      changed: true,
    };
    return this.latest;
  }
}

const draftOf = (session: RecordedSession): Draft => ({
  // The recorder owns what it loaded; see the class's contract.
  session: session as Draft['session'],
  changedTotals: new Map(),
  trailChangedFrom: Infinity,
  rollups: [],
  changed: false,
});

const writeOf = ({ session, changedTotals, trailChangedFrom, rollups }: Draft): SessionWrite => ({
  session,
  changedTotals: [...changedTotals.values()],
  trailChangedFrom,
  rollups,
});
