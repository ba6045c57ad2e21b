import type { Path } from '../contract/values.js';
import type { Interval } from './intervals.js';

/** One loaded document, as its last ping reported it. */
export interface PageState {
  readonly id: string;
  /** When its last ping arrived, in epoch milliseconds. */
  readonly at: number;
  readonly visible: boolean;
  readonly path: Path;
  /** The path of its last credit, if it had one. A credit on another path begins a visit. */
  readonly creditedPath?: Path;
}

/** What the accounting remembers of a session from one ping to the next. Times in epoch milliseconds. */
export interface SessionState {
  readonly start: number;
  readonly lastPing: number;
  readonly lastVisiblePing: number;
  /** Empty before the first visible ping. */
  readonly lastVisiblePath: Path | readonly [];
  readonly visibleMs: number;
  /** The path of the last credit from a ping without page_id, if there was one. */
  readonly creditedPath?: Path;
  /** In order of their last pings, the newest at the end. */
  readonly pages: readonly PageState[];
  /** The union of credited intervals back to the oldest page's `at`, sorted: this time must not count again. */
  readonly covered: readonly Interval[];
}

/** The settings that decide how pings count. */
export interface AccountingRules {
  /** A session ends when it has been silent for this long, in milliseconds. */
  readonly aliveMs: number;
  /** The interval at which the server asks clients for keepalives, in milliseconds. */
  readonly keepaliveIntervalMs: number;
}

/** Returns the state of a session that starts now. */
export const startSession = (now: number): SessionState => ({
  start: now,
  lastPing: now,
  lastVisiblePing: now,
  lastVisiblePath: [],
  visibleMs: 0,
  pages: [],
  covered: [],
});

/** Returns whether a session is active at `now`. Exactly `aliveMs` after its last ping it is not. */
export const isActive = (lastPing: number, now: number, aliveMs: number): boolean => lastPing > now - aliveMs;
