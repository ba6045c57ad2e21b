import { startTracker } from './start-tracker.js';
import type { Tracker } from './tracker-options.js';

declare global {
  interface Window {
    /** The tracker that this script started. */
    dwell?: Tracker;
  }
}

/**
 * Starts the tracker with the attributes of its script element as options:
 * `<script src="…/tracker.js" data-key="dwell_…" data-user="anna">`.
 */
const { src, dataset } = document.currentScript as HTMLScriptElement;
const { key, user, path } = dataset;

window.dwell ??= startTracker({
  url: src.match(/(.*)\//)?.[1],
  ...dataset,
  path: path?.split(','),
  gpc: 'gpc' in dataset,
  headers:
    key &&
    (() => ({
      Authorization: `Bearer ${key}`,
      ...(user && { 'X-Dwell-User': encodeURIComponent(user) }),
    })),
} as object);
