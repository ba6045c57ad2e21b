import {
  type AccountingRules,
  type PathTotal,
  type Ping,
  type RollupDelta,
  foldPing,
  isActive,
  pathKey,
  startSession,
} from '@dwell/shared';
import type {
  RecordedSession,
  SessionChange,
  SessionKey,
  SessionWrite,
} from '../store/ports/session-store.js';
import { sessionIdOf } from '../store/model/session-key.js';

/** A request to record: the start of a session, or a ping. */
export type RecordingRequest = { readonly kind: 'sessionstart' } | Ping;

/** The outcome of a request; `time` is the session's last ping, in epoch milliseconds. */
export type RecordingOutcome =
  | { readonly recorded: true; readonly time: number }
  | { readonly recorded: false; readonly reason: 'inactive' };

export interface RecordingRules extends AccountingRules {
  /** Without an active session, `reject` rejects a ping; with `restart`, a keepalive starts a session. */
  readonly onInactive: 'reject' | 'restart';
}

/** A session with the changes of the current batch. */
interface Draft {
  session: RecordedSession & { readonly totals: Map<string, PathTotal> };
  readonly changedTotals: Map<string, PathTotal>;
  trailChangedFrom: number | undefined;
  readonly rollups: RollupDelta[];
  changed: boolean;
}

/**
 * Records the requests of one key in a batch, in order of arrival, and returns the change to store. It changes the totals
 * of the loaded session in place, so a draft that was not stored must be discarded together with its session.
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

  record(request: RecordingRequest, arrivedAt: number): RecordingOutcome {
    const active = this.activeDraft(arrivedAt);
    if (request.kind === 'sessionstart') {
      return { recorded: true, time: (active ?? this.start(arrivedAt)).session.state.lastPing };
    }
    if (active) return this.fold(active, request, arrivedAt);
    if (this.rules.onInactive === 'reject') return { recorded: false, reason: 'inactive' };
    if (request.kind === 'session-hide') return { recorded: true, time: arrivedAt };
    return this.fold(this.start(arrivedAt), request, arrivedAt);
  }

  /** Returns the change to store; undefined if nothing changed. */
  change(): SessionChange | undefined {
    const writes = this.latest?.changed ? [...this.finished, writeOf(this.latest)] : this.finished;
    return writes.length > 0 ? { key: this.key, writes } : undefined;
  }

  /** Returns the key's latest session in the state that it has after {@link change} is stored. */
  stored(): RecordedSession | undefined {
    if (!this.latest?.changed) return this.latest?.session;
    return { ...this.latest.session, revision: this.latest.session.revision + 1 };
  }

  private activeDraft(now: number): Draft | undefined {
    const latest = this.latest;
    if (!latest || latest.session.superseded) return undefined;
    return isActive(latest.session.state.lastPing, now, this.rules.aliveMs) ? latest : undefined;
  }

  private fold(draft: Draft, ping: Ping, arrivedAt: number): RecordingOutcome {
    const { state, changedTotal, trail, trailChangedFrom, rollups } = foldPing(
      draft.session,
      ping,
      arrivedAt,
      this.rules,
    );
    if (changedTotal) {
      const key = pathKey(changedTotal.path);
      draft.session.totals.set(key, changedTotal);
      draft.changedTotals.set(key, changedTotal);
    }
    draft.session = { ...draft.session, state, trail };
    draft.trailChangedFrom = earlier(draft.trailChangedFrom, trailChangedFrom);
    draft.changed = true;
    draft.rollups.push(...rollups);
    return { recorded: true, time: state.lastPing };
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
      trailChangedFrom: undefined,
      rollups: [],
      changed: true,
    };
    return this.latest;
  }
}

const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

const draftOf = (session: RecordedSession): Draft => ({
  // The draft may change the totals of a loaded session; see KeyDraft.
  session: session as Draft['session'],
  changedTotals: new Map(),
  trailChangedFrom: undefined,
  rollups: [],
  changed: false,
});

const writeOf = ({ session, changedTotals, trailChangedFrom, rollups }: Draft): SessionWrite => ({
  session,
  changedTotals: [...changedTotals.values()],
  trailChangedFrom,
  rollups,
});
