import { createReporter, type PageState } from './reporter.js';
import type { Path, Tracker, TrackerOptions } from './tracker-options.js';
import { watchPage } from './watch-page.js';

/**
 * The time between two samples of a visible page, in milliseconds. If the page falls asleep, the tracker knows the
 * moment to within half of this time.
 */
export const TICK_MS = 250;

/** If more than this many milliseconds lie between two samples, the page was asleep; otherwise it was only busy. */
export const SLEEP_MS = 5_000;

/**
 * The tracker sends at most this many UTF-16 code units of a path: all its names, with a NUL between each two. Then the
 * server accepts every path: legalPath in libs/shared reads as many, and shortens long names.
 */
const MAX_PATH_LENGTH = 2_000;

let running: Tracker | undefined;

/**
 * Starts to report the page's path and its visible time. Returns the tracker that runs already, if there is one. Does
 * nothing on a server, and nothing if the option `gpc` is set and the browser asks not to be tracked.
 */
export const startTracker = (options: TrackerOptions = {}): Tracker => {
  if (!globalThis.document || (options.gpc && isTrackingRefused())) {
    return { setPath: () => undefined, stop: () => undefined };
  }
  return (running ??= track(options));
};

/** Returns whether the browser sends Global Privacy Control (https://w3c.github.io/gpc/), or the older Do Not Track. */
const isTrackingRefused = (): boolean => navigator.globalPrivacyControl || navigator.doNotTrack === '1';

const track = (options: TrackerOptions): Tracker => {
  const life = new AbortController();
  const { signal } = life;
  const defaultPath = options.path ?? [];
  let path = defaultPath;
  /** Returns the path to send; the URL's if the application names none. */
  const currentPath = (): Path => {
    // Shorter than typeof, because the script has few bytes.
    const names = 'call' in path ? path() : path;
    // Leaves out empty names, such as a tab that is undefined.
    return (names
      .join('\0')
      .slice(0, MAX_PATH_LENGTH)
      .match(/[^\0]+/g) ?? [location.pathname.slice(0, MAX_PATH_LENGTH)]) as unknown as Path;
  };
  const page: PageState = { visible: false, path: currentPath(), awakeMs: 0 };
  let timer: ReturnType<typeof setTimeout>;
  let sampledAt = 0;
  let date = 0;

  /** Samples the page's state and reports changes. */
  const sample = (event?: Event): void => {
    clearTimeout(timer);
    if (document.prerendering) return;
    const now = performance.now();
    const hasConsent = !options.consent || options.consent();
    const wasVisible = page.visible;
    if (wasVisible && hasConsent) page.awakeMs += awakeSince(sampledAt, now);
    page.visible = isVisible(now);
    // On every system the date advances during sleep. A long hidden time counts as sleep: hidden pages do not sample.
    const hasWoken = page.visible && Date.now() - date > SLEEP_MS;
    sampledAt = now;
    date = Date.now();
    if (page.visible) {
      timer = setTimeout(sample, TICK_MS);
      page.path = currentPath();
    }
    if (hasConsent) report(wasVisible && !page.visible, hasWoken || event?.type === 'online', now);
  };

  const report = createReporter(page, options, signal, sample);
  const isVisible = watchPage(sample, signal, options.idle);
  sample();
  return {
    setPath: (newPath) => {
      path = newPath ?? defaultPath;
      sample();
    },
    stop: () => {
      if (signal.aborted) return;
      running = undefined;
      life.abort();
      sample();
    },
  };
};

/**
 * Returns for how much of the time since the last sample the page was awake. Both times are of performance.now(), in
 * milliseconds. On Windows that clock advances during sleep (https://github.com/w3c/hr-time/issues/115), so the tracker
 * adds up the time from sample to sample.
 */
export const awakeSince = (sampledAt: number, now: number): number =>
  now - sampledAt > SLEEP_MS ? TICK_MS / 2 : now - sampledAt;
