/**
 * A script that runs in a page before the page's own scripts. In the page, time stands still until the test moves it
 * with `window.pageClock`.
 */
import FakeTimers from '@sinonjs/fake-timers';

declare global {
  interface Window {
    pageClock?: PageClock;
    /** The date that the clock shows at first, in epoch milliseconds. Default: the real date. */
    pageClockStart?: number;
  }
}

export interface PageClock {
  /** Lets `ms` milliseconds pass. */
  run(ms: number): void;
  /** Lets the computer sleep for `ms` milliseconds. On Windows performance.now() advances too, else only the date. */
  sleep(ms: number, system: 'windows' | 'other'): void;
  /** Moves the date by `ms` milliseconds, forward or back, as a user can. performance.now() does not change. */
  shiftDate(ms: number): void;
  /** Resolves when all requests of the page are answered and the page has handled the answers. */
  idle(): Promise<void>;
}

const realFetch = window.fetch.bind(window);
let inFlight = 0;
window.fetch = (...args) => {
  inFlight++;
  return realFetch(...args).finally(() => {
    inFlight--;
  });
};
const QUIET_TURNS = 4;

/** Resolves in a later turn of the event loop. Uses no timer, since browsers slow down the timers of hidden pages. */
const settle = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });

const clock = FakeTimers.install({
  now: window.pageClockStart ?? Date.now(),
  toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
});

window.pageClock = {
  run: (ms) => {
    clock.tick(ms);
  },
  sleep: (ms, system) => {
    if (system === 'windows') clock.jump(ms);
    else clock.setSystemTime(Date.now() + ms);
  },
  shiftDate: (ms) => {
    clock.setSystemTime(Date.now() + ms);
  },
  idle: async () => {
    // The page may handle an answer over several turns, and then send the next request.
    for (let quiet = 0; quiet < QUIET_TURNS; quiet = inFlight > 0 ? 0 : quiet + 1) await settle();
  },
};
