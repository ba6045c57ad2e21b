import type { Peer } from '../../../platform/peer.js';
import type { LiveSession } from '../../ports/session-store.js';

/** The methods that a process must have to follow the commits. */
export const COMMITTED = 'committed';
export const MISSED = 'missed';

/** The most commits that are on their way to a process that follows. Few have more than a few hundred kilobytes. */
export const MAX_UNREAD = 64;

/**
 * Informs a process about commits. If the process falls behind, or if a commit failed, asks the process to read all
 * live sessions again.
 */
export class Follower {
  private unread = 0;
  /** Whether commits were missed that no call of MISSED was sent for yet. */
  private hasMissed = false;
  /** Whether a call of MISSED is on its way. */
  private isMissing = false;

  constructor(private readonly peer: Pick<Peer, 'call'>) {}

  tell(sessions: readonly LiveSession[]): void {
    if (this.unread >= MAX_UNREAD) {
      this.hasMissed = true;
      return;
    }
    this.unread++;
    void this.peer.call(COMMITTED, sessions).then(() => {
      this.unread--;
      if (this.hasMissed) this.miss();
    });
  }

  /**
   * Tells the process that it may have missed commits. Calls arrive in order, so the process has all earlier commits by
   * then. If such a call is on its way already, the next one is sent when that one is answered.
   */
  miss(): void {
    this.hasMissed = this.isMissing;
    if (this.isMissing) return;
    this.isMissing = true;
    void this.peer.call(MISSED).then(() => {
      this.isMissing = false;
      if (this.hasMissed) this.miss();
    });
  }
}
