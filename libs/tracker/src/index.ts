export { silenceAfter } from './backoff.js';
export { Session, type SessionOptions } from './session.js';
export { startTracker } from './start-tracker.js';
export type { Path, Tracker, TrackerOptions } from './tracker-options.js';
