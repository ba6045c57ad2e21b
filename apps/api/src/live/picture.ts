import { activeWindowAt } from '@dwell/shared';
import type { LiveSession } from '../store/ports/session-store.js';
import { type Entry, entryOf, nextChangeOf } from './entry.js';

/** The entry of one session before and after a change; undefined if there was or is none. */
export interface EntryChange {
  readonly id: string;
  readonly before: Entry | undefined;
  readonly after: Entry | undefined;
}

interface Known {
  readonly session: LiveSession;
  readonly entry: Entry | undefined;
  /** When the entry changes next without a ping, in epoch milliseconds. */
  readonly changesAt: number;
}

/**
 * All active sessions at one instant, the same as in the list of sessions. The methods take the instant as an argument.
 */
export class Picture {
  private readonly known = new Map<string, Known>();
  /** For each session that has changed since {@link takeChanges}, by id: the entry that it had then. */
  private readonly before = new Map<string, Entry | undefined>();

  constructor(private readonly aliveMs: number) {}

  /** Puts a stored session in, unless the picture has a newer revision of it. */
  put(session: LiveSession, now: number): void {
    const known = this.known.get(session.id);
    if (known && known.session.revision > session.revision) return;
    this.set(session, known, now);
  }

  remove(id: string): void {
    const known = this.known.get(id);
    if (!known) return;
    this.known.delete(id);
    this.note(id, known.entry, undefined);
  }

  /** Removes all sessions for whose ids `isKept` returns false. */
  keepOnly(isKept: (id: string) => boolean): void {
    for (const id of this.known.keys()) if (!isKept(id)) this.remove(id);
  }

  /** Lets time pass: sessions and pages that have been silent for too long leave the picture. */
  advance(now: number): void {
    for (const known of this.known.values()) {
      if (known.changesAt <= now) this.set(known.session, known, now);
    }
  }

  /** Computes the entries of all sessions anew, also if `now` is earlier than before. */
  evaluate(now: number): void {
    for (const known of this.known.values()) this.set(known.session, known, now);
  }

  entries(): Entry[] {
    const entries: Entry[] = [];
    for (const { entry } of this.known.values()) if (entry) entries.push(entry);
    return entries;
  }

  /** Returns the changes since the last call of this method. */
  takeChanges(): EntryChange[] {
    const changes: EntryChange[] = [];
    for (const [id, before] of this.before) {
      const after = this.known.get(id)?.entry;
      if (before?.json !== after?.json || before?.lastPing !== after?.lastPing) {
        changes.push({ id, before, after });
      }
    }
    this.before.clear();
    return changes;
  }

  private set(session: LiveSession, known: Known | undefined, now: number): void {
    const entry = entryOf(session, activeWindowAt(now, this.aliveMs));
    const changesAt = nextChangeOf(session, now, this.aliveMs);
    if (changesAt === Infinity) this.known.delete(session.id);
    else this.known.set(session.id, { session, entry, changesAt });
    this.note(session.id, known?.entry, entry);
  }

  private note(id: string, before: Entry | undefined, after: Entry | undefined): void {
    if (before !== after && !this.before.has(id)) this.before.set(id, before);
  }
}
