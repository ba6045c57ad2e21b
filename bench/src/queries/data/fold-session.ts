import { KeyDraft, keyOf, type RecordingRules, type SessionChange, sessionIdOf } from '@dwell/api';
import type { Ping } from '@dwell/shared';
import { usernameOf } from './data-size.js';
import type { PlannedSession } from './plan.js';

export const RULES: RecordingRules = {
  aliveMs: 300_000,
  keepaliveIntervalMs: 60_000,
  onInactive: 'restart',
};

/**
 * The longest time between two pings. Pings every minute would give the same session, but they take longer to fold. The
 * time must be less than the alive duration, after which the accounting forgets a page.
 */
const PING_EVERY_MS = 240_000;

interface TimedPing extends Ping {
  readonly at: number;
}

/** Returns the change that stores a planned session as the server would have recorded it. */
export const foldSession = (planned: PlannedSession): SessionChange => {
  const { user, client, ordinal, isLast } = planned;
  const key = keyOf(usernameOf(user), `client-${client}`);
  const draft = new KeyDraft(key, undefined, RULES);
  const pings = pingsOf(planned);
  for (const ping of pings) draft.record(ping, ping.at);
  // The start of the next session ends this one. It is a session of its own in the plan, so it is left out here.
  if (!isLast) draft.record({ kind: 'sessionstart' }, (pings.at(-1)?.at ?? 0) + RULES.aliveMs);
  const [write] = draft.change()?.writes ?? [];
  if (!write) throw new Error('A planned session has pings');
  return {
    key,
    writes: [{ ...write, session: { ...write.session, id: sessionIdOf(key, ordinal), ordinal } }],
  };
};

/** Returns the pings that a tracker sends when a user makes these stays, one after the other. */
export const pingsOf = (
  { user, client, ordinal, stays }: PlannedSession,
  every = PING_EVERY_MS,
): TimedPing[] => {
  const pageId = `${user}-${client}-${ordinal}`;
  const pings: TimedPing[] = [];
  const ping = (at: number, path: Ping['path'], visible: boolean): void => {
    const elapsedMs = at - (pings.at(-1)?.at ?? at);
    pings.push({ kind: 'keepalive', visible, path, pageId, at, elapsedMs });
  };
  stays.forEach(({ path, from, to }, index) => {
    ping(from, path, true);
    for (let at = from + every; at < to; at += every) ping(at, path, true);
    const next = stays[index + 1];
    if (next?.from === to) return;
    ping(to, path, next === undefined);
    for (let at = to + every; at < (next?.from ?? 0); at += every) ping(at, path, false);
  });
  return pings;
};
