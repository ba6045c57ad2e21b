import type { LiveSession, SessionChange } from '../ports/session-store.js';
import { toLiveSession } from './live-session.js';

/**
 * Is informed about what this process commits. Its methods run after a commit, before the requests in the commit are
 * answered, so they must be fast.
 */
export interface CommitListener {
  /** Called after these sessions were stored. */
  committed(sessions: readonly LiveSession[]): void;
  /** Called after a commit failed. Some of its sessions may be stored nevertheless. */
  failed(): void;
}

/** Informs a listener about what this process commits. Does nothing while there is no listener. */
export class CommitFeed {
  private listener: CommitListener | undefined;

  /** Begins to inform this listener, and no longer informs an earlier one. Returns the function that ends this. */
  listen(listener: CommitListener): () => void {
    this.listener = listener;
    return () => {
      if (this.listener === listener) this.listener = undefined;
    };
  }

  /** @param conflicts the hashes of the keys whose changes the store left out */
  committed(changes: readonly SessionChange[], conflicts: ReadonlySet<string>): void {
    if (!this.listener) return;
    const stored = changes.filter(({ key }) => !conflicts.has(key.hash)).flatMap(({ writes }) => writes);
    this.listener.committed(
      stored.map(({ session }) => ({ ...toLiveSession(session), revision: session.revision + 1 })),
    );
  }

  failed(): void {
    this.listener?.failed();
  }
}
