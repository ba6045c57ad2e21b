import FakeTimers from '@sinonjs/fake-timers';

/**
 * Runs in a page, before its own scripts: time stands still there until the test moves it. In `window.pageClock`:
 * `run` lets time pass, `sleep` jumps over it as a computer that sleeps, `idle` waits until every request is answered.
 */
declare global {
  interface Window {
    pageClock?: PageClock;
    /** The date at which it begins, in epoch milliseconds. */
    pageClockStart?: number;
  }
}

export interface PageClock {
  /** Lets so many milliseconds pass. */
  run(ms: number): void;
  /** Wakes up after so many milliseconds: on Windows performance.now() counts them, elsewhere only the date does. */
  sleep(ms: number, system: 'windows' | 'other'): void;
  /** Sets the date forward or back, as a user may. */
  shiftDate(ms: number): void;
  /** Resolves when no request of the page is under way and its answers were taken in. */
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

/** Not by a timer: those of a hidden page are slowed down. */
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
    // An answer is taken in over several turns, and may bring about the next request.
    for (let quiet = 0; quiet < QUIET_TURNS; quiet = inFlight > 0 ? 0 : quiet + 1) await settle();
  },
};
