import { pingsOf, type Person, type SimulatedPing, type SimulationOptions } from '@dwell/simulation';
import { KeyDraft, type RecordingRules } from '../recording/key-draft.js';
import { keyOf } from '../store/model/session-key.js';
import type { SessionChange, SessionStore } from '../store/ports/session-store.js';

/** Sessions that are committed together. */
const SESSIONS_PER_COMMIT = 400;

export interface History {
  readonly people: readonly Person[];
  /** [from, until), in epoch milliseconds. */
  readonly from: number;
  readonly until: number;
  readonly simulation: SimulationOptions;
}

export interface Filled {
  readonly pings: number;
  readonly sessions: number;
}

/**
 * Stores what the people did as if each ping had been recorded when it was sent: counted by the same rules, but
 * committed many sessions at a time. `store` must not know their clients yet.
 */
export const fillHistory = async (
  store: SessionStore,
  { people, from, until, simulation }: History,
  rules: RecordingRules,
): Promise<Filled> => {
  let pings = 0;
  let sessions = 0;
  let changes: SessionChange[] = [];
  let waiting = 0;
  const flush = async (): Promise<void> => {
    const conflicts = await store.commit(changes);
    if (conflicts.size > 0) throw new Error('The store holds sessions of the simulated people already');
    sessions += waiting;
    waiting = 0;
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
      waiting += change.writes.length;
      if (waiting >= SESSIONS_PER_COMMIT) await flush();
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
  // As a tracker starts a session where it finds none.
  const draft = new KeyDraft(keyOf(username, client), undefined, { ...rules, onInactive: 'restart' });
  drafts.set(client, draft);
  return draft;
};
