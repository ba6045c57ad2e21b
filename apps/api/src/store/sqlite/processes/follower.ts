import type { Peer } from '../../../platform/peer.js';
import type { LiveSession } from '../../ports/session-store.js';

/** The methods of a process that follows the commits. */
export const COMMITTED = 'committed';
export const MISSED = 'missed';

/** The most commits that are on their way to a process that follows. Each has at most some hundred kilobytes. */
export const MAX_UNREAD = 64;

/** Tells a process what is committed. If the process falls behind, it is told to read all live sessions. */
export class Follower {
  private unread = 0;
  private hasMissed = false;

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

  /** Tells the process that sessions may have been stored: at once, or when it has taken all earlier commits. */
  miss(): void {
    this.hasMissed = this.unread > 0;
    if (!this.hasMissed) void this.peer.call(MISSED);
  }
}
