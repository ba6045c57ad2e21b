export { silenceAfter } from './backoff.js';
export { startTracker } from './start-tracker.js';
export type { Path, Tracker, TrackerOptions } from './tracker-options.js';
