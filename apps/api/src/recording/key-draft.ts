import {
  type AccountingRules,
  type PathTotal,
  type Ping,
  type RollupDelta,
  type Visit,
  foldPing,
  isActive,
  isAhead,
  openVisits,
  pathKey,
  startSession,
  withoutVisits,
} from '@dwell/shared';
import type { Session, SessionChange, SessionKey, SessionWrite } from '../store/ports/session-store.js';
import { sessionIdOf } from '../store/model/session-key.js';

/** A request to record: the start of a session, or a ping. */
export type RecordingRequest = { readonly kind: 'sessionstart' } | Ping;

/**
 * The outcome of a request; `time` is the session's last ping, or the arrival of a session-hide without an active
 * session, in epoch milliseconds.
 */
export type RecordingOutcome =
  | { readonly recorded: true; readonly time: number }
  | { readonly recorded: false; readonly reason: 'inactive' };

export interface RecordingRules extends AccountingRules {
  /**
   * What to do with a ping without an active session: `reject` rejects it; `restart` starts a session for a keepalive
   * and ignores a session-hide. If the latest session is not active because its last ping lies ahead of the clock, any
   * ping starts the next session.
   */
  readonly onInactive: 'reject' | 'restart';
}

/** What a batch changed in a session so far. */
interface Changes {
  /** The latest total of each changed path, by {@link pathKey}. */
  readonly totals: Map<string, PathTotal>;
  trailFrom: number | undefined;
  readonly rollups: RollupDelta[];
  readonly endedVisits: Visit[];
}

/**
 * Records the requests of one key in a batch, in order of arrival, and returns the change to store. It changes the
 * totals of the loaded session in place, so a draft that was not stored must be discarded together with its session.
 */
export class KeyDraft {
  /** The writes to sessions that a later session of this batch superseded. */
  private readonly finished: SessionWrite[] = [];
  /** The changes to the latest session; undefined: none. */
  private changes: Changes | undefined;

  /** @param latest the key's latest session; undefined if it has none */
  constructor(
    private readonly key: SessionKey,
    private latest: Session | undefined,
    private readonly rules: RecordingRules,
  ) {}

  record(request: RecordingRequest, arrivedAt: number): RecordingOutcome {
    const active = this.activeSession(arrivedAt);
    if (request.kind === 'sessionstart') {
      return { recorded: true, time: (active ?? this.start(arrivedAt)).state.lastPing };
    }
    if (active) return this.fold(active, request, arrivedAt);
    // The clock was ahead and is right again. The user has not been silent, so the rule for silent sessions does not
    // apply.
    if (this.latest && isAhead(this.latest.state.lastPing, arrivedAt)) {
      return this.fold(this.start(arrivedAt), request, arrivedAt);
    }
    if (this.rules.onInactive === 'reject') return { recorded: false, reason: 'inactive' };
    if (request.kind === 'session-hide') return { recorded: true, time: arrivedAt };
    return this.fold(this.start(arrivedAt), request, arrivedAt);
  }

  /** Returns the change to store; undefined if nothing changed. */
  change(): SessionChange | undefined {
    if (!this.latest || !this.changes) return undefined;
    return { key: this.key, writes: [...this.finished, writeOf(this.latest, this.changes)] };
  }

  /** Returns the key's latest session in the state that it has after {@link change} is stored. */
  stored(): Session | undefined {
    return this.latest && this.changes ? { ...this.latest, revision: this.latest.revision + 1 } : this.latest;
  }

  private activeSession(now: number): Session | undefined {
    if (!this.latest || this.latest.superseded) return undefined;
    return isActive(this.latest.state.lastPing, now, this.rules.aliveMs) ? this.latest : undefined;
  }

  private fold(session: Session, ping: Ping, arrivedAt: number): RecordingOutcome {
    const { state, changedTotal, shownTotal, trail, trailChangedFrom, rollups, endedVisits } = foldPing(
      session,
      ping,
      arrivedAt,
      this.rules,
    );
    const changes = (this.changes ??= noChanges());
    if (changedTotal) setTotal(session, changes, changedTotal);
    if (shownTotal) setTotal(session, changes, shownTotal);
    changes.trailFrom = earlier(changes.trailFrom, trailChangedFrom);
    changes.rollups.push(...rollups);
    changes.endedVisits.push(...endedVisits);
    this.latest = { ...session, state, trail };
    return { recorded: true, time: state.lastPing };
  }

  private start(now: number): Session {
    const previous = this.latest;
    if (previous) {
      const { endedVisits, ...changes } = this.changes ?? noChanges();
      const ended = [...endedVisits, ...openVisits(previous.state)];
      const superseded = { ...previous, superseded: true, state: withoutVisits(previous.state) };
      this.finished.push(writeOf(superseded, { ...changes, endedVisits: ended }));
    }
    const ordinal = (previous?.ordinal ?? 0) + 1;
    this.changes = noChanges();
    this.latest = {
      id: sessionIdOf(this.key, ordinal),
      key: this.key,
      ordinal,
      revision: 0,
      superseded: false,
      state: startSession(now),
      totals: new Map(),
      trail: [],
    };
    return this.latest;
  }
}

/** Changes the totals of the loaded session in place; see {@link KeyDraft}. */
const setTotal = ({ totals }: Session, changes: Changes, total: PathTotal): void => {
  const key = pathKey(total.path);
  (totals as Map<string, PathTotal>).set(key, total);
  changes.totals.set(key, total);
};

const noChanges = (): Changes => ({ totals: new Map(), trailFrom: undefined, rollups: [], endedVisits: [] });

const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

const writeOf = (session: Session, { totals, trailFrom, rollups, endedVisits }: Changes): SessionWrite => ({
  session,
  changedTotals: [...totals.values()],
  trailChangedFrom: trailFrom,
  rollups,
  endedVisits,
});
