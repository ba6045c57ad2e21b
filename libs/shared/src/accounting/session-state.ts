import type { Path } from '../contract/path.js';
import type { Interval } from './intervals.js';

/** One loaded document, as its last ping left it. */
export interface PageState {
  readonly id: string;
  /** When its last ping was counted, in epoch milliseconds. */
  readonly at: number;
  readonly visible: boolean;
  readonly path: Path;
  /** The path that it was last credited for, if any: a credit on another one begins a visit. */
  readonly creditedPath?: Path;
}

/** What accounting must remember of a session between two pings. Times in epoch milliseconds. */
export interface SessionState {
  readonly start: number;
  readonly lastPing: number;
  readonly lastVisiblePing: number;
  /** Empty before the first visible ping. */
  readonly lastVisiblePath: Path | readonly [];
  readonly visibleMs: number;
  /** The path that a ping without page_id was last credited for, if any. */
  readonly creditedPath?: Path;
  /** The one heard last is the last. */
  readonly pages: readonly PageState[];
  /** The union of credited intervals back to the oldest page's `at`, sorted: time that must not count twice. */
  readonly covered: readonly Interval[];
}

/** What decides how pings count. */
export interface AccountingRules {
  /** A session is active until it was silent for so long, in milliseconds. */
  readonly aliveMs: number;
  /** The interval at which clients are asked to send keepalives, in milliseconds. */
  readonly keepaliveIntervalMs: number;
}

/** The state of a session that starts now. */
export const startSession = (now: number): SessionState => ({
  start: now,
  lastPing: now,
  lastVisiblePing: now,
  lastVisiblePath: [],
  visibleMs: 0,
  pages: [],
  covered: [],
});

/** Whether a session whose last ping came at `lastPing` is active at `now`; at exactly the alive duration it is not. */
export const isActive = (lastPing: number, now: number, aliveMs: number): boolean => lastPing > now - aliveMs;
