import { awakeSince, SLEEP_MS, TICK_MS } from './awake-time.js';
import { createReporter, type PageState } from './reporter.js';
import type { Path, Tracker, TrackerOptions } from './tracker-options.js';
import { userObjects } from './user-objects.js';
import { watchPage } from './watch-page.js';

let running: Tracker | undefined;

/**
 * Reports which path this page is on, and for how long it is visible, until it is stopped. Started while it runs, it is
 * the same tracker. It does nothing on a server, and nothing where the user objects and the option `gpc` heeds that.
 */
export const startTracker = (options: TrackerOptions = {}): Tracker => {
  if (!globalThis.document || (options.gpc && userObjects())) {
    return { setPath: () => undefined, stop: () => undefined };
  }
  return (running ??= track(options));
};

const ownPath = (): Path => [location.pathname];

const track = (options: TrackerOptions): Tracker => {
  const life = new AbortController();
  const ownPlace = options.path || ownPath;
  let place = ownPlace;
  // Without a tab that is undefined or empty.
  const pathNow = (): Path =>
    (typeof place === 'function' ? place() : place).filter(Boolean) as unknown as Path;
  const page: PageState = { visible: false, path: pathNow(), awakeMs: 0 };
  let timer: ReturnType<typeof setTimeout>;
  let lookedAt = 0;
  let date = 0;

  /** Looks how things are, and lets the server know. */
  const look = (event?: Event): void => {
    clearTimeout(timer);
    if (document.prerendering) return;
    const now = performance.now();
    const agreed = !options.consent || options.consent();
    const wasVisible = page.visible;
    if (wasVisible && agreed) page.awakeMs += awakeSince(lookedAt, now);
    page.visible = isVisible(now);
    // The date goes on in sleep on every system. A hidden page does not look at it.
    const hasWoken = page.visible && Date.now() - date > SLEEP_MS;
    lookedAt = now;
    date = Date.now();
    if (page.visible) {
      timer = setTimeout(look, TICK_MS);
      page.path = pathNow();
    }
    if (agreed) report(wasVisible && !page.visible, hasWoken || event?.type === 'online', now);
  };

  const report = createReporter(page, options, life.signal, look);
  const isVisible = watchPage(look, life.signal, options.idle || Infinity);
  look();
  return {
    setPath: (path) => {
      place = path ?? ownPlace;
      look();
    },
    stop: () => {
      if (life.signal.aborted) return;
      running = undefined;
      life.abort();
      look();
    },
  };
};
