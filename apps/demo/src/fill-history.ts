import { KeyDraft, keyOf, type RecordingRules, type SessionChange, type SessionStore } from '@dwell/api';
import { pingsOf, type Person, type SimulatedPing, type SimulationOptions } from '@dwell/simulation';

const SESSIONS_PER_COMMIT = 400;

/** What simulated people did in a span of time. */
export interface History {
  readonly people: readonly Person[];
  /** Epoch milliseconds; the span is [from, until). */
  readonly from: number;
  readonly until: number;
  readonly simulation: SimulationOptions;
}

/**
 * Stores a history as if each ping had been recorded when it was sent, but commits many sessions at once. Resolves to
 * the numbers of pings and sessions.
 * @throws Error when the store holds sessions of these people already
 */
export const fillHistory = async (
  store: SessionStore,
  { people, from, until, simulation }: History,
  rules: RecordingRules,
): Promise<{ readonly pings: number; readonly sessions: number }> => {
  let pings = 0;
  let sessions = 0;
  let changes: SessionChange[] = [];
  let pendingSessions = 0;
  const flush = async (): Promise<void> => {
    const conflicts = await store.commit(changes);
    if (conflicts.size > 0) throw new Error('The store holds sessions of the simulated people already');
    sessions += pendingSessions;
    pendingSessions = 0;
    changes = [];
  };
  for (const person of people) {
    const drafts = new Map<string, KeyDraft>();
    for (const ping of pingsOf(person, from, simulation)) {
      if (ping.at >= until) break;
      draftFor(drafts, ping, rules).record(ping, ping.at);
      pings++;
    }
    for (const draft of drafts.values()) {
      const change = draft.change();
      if (!change) continue;
      changes.push(change);
      pendingSessions += change.writes.length;
      if (pendingSessions >= SESSIONS_PER_COMMIT) await flush();
    }
  }
  await flush();
  return { pings, sessions };
};

const draftFor = (
  drafts: Map<string, KeyDraft>,
  { username, client }: SimulatedPing,
  rules: RecordingRules,
): KeyDraft => {
  const known = drafts.get(client);
  if (known) return known;
  // Starts a session when none is active, because a tracker would do so when the server rejects its ping.
  const draft = new KeyDraft(keyOf(username, client), undefined, { ...rules, onInactive: 'restart' });
  drafts.set(client, draft);
  return draft;
};
