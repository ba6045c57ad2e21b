import type { Clock } from '../platform/clock.js';
import type { CommitFeed } from '../store/model/commit-feed.js';
import type { LiveSession, SessionStore } from '../store/ports/session-store.js';
import { type Entry } from './entry.js';
import { type EntryChange, Picture } from './picture.js';

/** After a read of all live sessions, the next one waits at least this many times as long as the read took. */
const REST_FACTOR = 9;

/** What a read of all live sessions found. */
interface Found {
  readonly sessions: readonly LiveSession[];
  /** The ids of sessions that were stored while the read went on. The read may have found older states of them. */
  readonly newer: ReadonlySet<string>;
}

/**
 * Keeps a picture of all active sessions. Reads them once. Then follows the commits of this process, and those of other
 * processes, which the store reports. Reads all sessions again if something may have been missed, or if the clock went
 * back. The picture changes only in {@link update}.
 */
export class LiveSource {
  private readonly picture: Picture;
  /** The sessions that were stored since the last update, by id. */
  private readonly stored = new Map<string, LiveSession>();
  private found: Found | undefined;
  /** The ids of the sessions that were stored since the current or the latest read began. */
  private newer = new Set<string>();
  private isReading = false;
  private mustRead = false;
  private nextReadAt = 0;
  private lastTime = 0;
  private readonly stops: readonly (() => void)[];

  /** @param onNews called when there is something for the next update */
  constructor(
    private readonly store: SessionStore,
    feed: CommitFeed,
    private readonly clock: Clock,
    private readonly aliveMs: number,
    private readonly onNews: () => void,
  ) {
    this.picture = new Picture(aliveMs);
    const add = (sessions: readonly LiveSession[]): void => {
      this.add(sessions);
    };
    const missed = (): void => {
      this.mustRead = true;
    };
    this.stops = [
      feed.listen({ committed: add, failed: missed }),
      store.watchOthers({ changed: add, missed }),
    ];
  }

  close(): void {
    for (const stop of this.stops) stop();
  }

  /** Whether all live sessions must be read again, and the last read is long enough ago. */
  get shouldRead(): boolean {
    return this.mustRead && !this.isReading && performance.now() >= this.nextReadAt;
  }

  /** Reads all live sessions for the next update. Rejects with the store's error if they can't be read. */
  async read(): Promise<void> {
    const newer = (this.newer = new Set<string>());
    const beganAt = performance.now();
    this.mustRead = false;
    this.isReading = true;
    try {
      const sessions = await this.store.listLive(this.clock.now() - this.aliveMs);
      this.found = { sessions, newer };
      this.onNews();
    } catch (error) {
      this.mustRead = true;
      throw error;
    } finally {
      this.isReading = false;
      const now = performance.now();
      this.nextReadAt = now + REST_FACTOR * (now - beganAt);
    }
  }

  /**
   * Brings the picture up to date, and returns what has changed in it. Evaluates only the sessions that were stored or
   * read since the last update, unless time passes or the clock went back.
   * @param letTimePass whether to look at all sessions for those that have been silent for too long
   */
  update(letTimePass: boolean): EntryChange[] {
    const now = this.clock.now();
    const wentBack = now < this.lastTime;
    // Sessions that had ended, and had left the picture, may be active again.
    if (wentBack) this.mustRead = true;
    this.lastTime = now;
    for (const session of this.stored.values()) this.picture.put(session, now);
    this.stored.clear();
    if (this.found) this.replace(this.found, now);
    this.found = undefined;
    if (!this.isReading) this.newer.clear();
    if (wentBack) this.picture.evaluate(now);
    else if (letTimePass) this.picture.advance(now);
    return this.picture.takeChanges();
  }

  entries(): Entry[] {
    return this.picture.entries();
  }

  private add(sessions: readonly LiveSession[]): void {
    for (const session of sessions) {
      this.newer.add(session.id);
      const other = this.stored.get(session.id);
      if (!other || other.revision <= session.revision) this.stored.set(session.id, session);
    }
    this.onNews();
  }

  private replace({ sessions, newer }: Found, now: number): void {
    const ids = new Set(sessions.map(({ id }) => id));
    for (const session of sessions) if (!newer.has(session.id)) this.picture.put(session, now);
    this.picture.keepOnly((id) => ids.has(id) || newer.has(id));
  }
}
