import { createHash } from 'node:crypto';
import { toSeconds } from '@dwell/shared';
import type { SelectedPeople } from '../http/group-members.js';
import { type Entry, jsonOf } from './entry.js';
import type { EntryChange } from './picture.js';

/** Tells a client how many milliseconds to wait before it connects again. Sent first on every live stream. */
export const RETRY = Buffer.from('retry: 3000\n\n');

/** Selects the sessions that a listener sees. */
export interface LiveSelection extends SelectedPeople {
  /** Only sessions in which this view is visible now. */
  readonly view?: string;
}

/** Which sessions a listener sees. */
export class LiveFilter {
  /** Equal for filters of the same people and the same view; has always the same short length. */
  readonly key: string;
  /** The first characters of {@link key}, for the ids of events. */
  readonly tag: string;
  private readonly usernames: ReadonlySet<string> | undefined;
  private readonly notUsernames: ReadonlySet<string> | undefined;
  private readonly view: string | undefined;

  constructor({ usernames, notUsernames, view }: LiveSelection) {
    this.usernames = usernames && new Set(usernames);
    this.notUsernames = notUsernames && new Set(notUsernames);
    this.view = view;
    const people = [this.usernames, this.notUsernames].map((names) => names && [...names].sort());
    this.key = createHash('sha256')
      .update(JSON.stringify([people, view]))
      .digest('hex');
    this.tag = this.key.slice(0, 12);
  }

  /** Returns the entry if the filter admits it. */
  admit(entry: Entry | undefined): Entry | undefined {
    if (!entry) return undefined;
    if (this.usernames && !this.usernames.has(entry.username)) return undefined;
    if (this.notUsernames?.has(entry.username)) return undefined;
    return this.view === undefined || entry.views.includes(this.view) ? entry : undefined;
  }
}

/** Returns the event with all sessions that the filter admits. */
export const snapshotEvent = (
  filter: LiveFilter,
  entries: readonly Entry[],
  now: number,
  id: string,
): Buffer => {
  const sessions = entries.filter((entry) => filter.admit(entry)).map(jsonOf);
  return eventOf('snapshot', `"sessions":[${sessions.join(',')}]`, now, id);
};

/** Returns the event with the changes that the filter admits; undefined if there are none. */
export const changeEvent = (
  filter: LiveFilter,
  changes: readonly EntryChange[],
  now: number,
  id: string,
): Buffer | undefined => {
  const changed: string[] = [];
  const pinged: string[] = [];
  const gone: string[] = [];
  for (const change of changes) {
    const before = filter.admit(change.before);
    const after = filter.admit(change.after);
    if (after && before?.json === after.json) {
      if (before.lastPing === after.lastPing) continue;
      pinged.push(`{"_id":${JSON.stringify(after.id)},"last_ping":${toSeconds(after.lastPing)}}`);
    } else if (after) changed.push(jsonOf(after));
    else if (before) gone.push(JSON.stringify(before.id));
  }
  if (changed.length + pinged.length + gone.length === 0) return undefined;
  const lists = `"changed":[${changed.join(',')}],"pinged":[${pinged.join(',')}],"gone":[${gone.join(',')}]`;
  return eventOf('change', lists, now, id);
};

/**
 * Returns the event that says only that the stream is alive. It has no id, so a client that comes back sends the id of
 * the event before it.
 */
export const heartbeatEvent = (now: number): Buffer =>
  Buffer.from(`event: heartbeat\ndata: {"time":${toSeconds(now)}}\n\n`);

const eventOf = (event: string, fields: string, now: number, id: string): Buffer =>
  Buffer.from(`event: ${event}\nid: ${id}\ndata: {"time":${toSeconds(now)},${fields}}\n\n`);
