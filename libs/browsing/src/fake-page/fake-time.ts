import { setImmediate as turn } from 'node:timers/promises';
import FakeTimers from '@sinonjs/fake-timers';
import type { PageTime } from './fake-page.js';

/** The length of a step in milliseconds. After each step, pages handle the answers to their requests. */
const STEP_MS = 50;

const START = Date.UTC(2026, 2, 2, 9);

/** A clock that stands still until the test moves it. All pages of one computer share it. */
export class FakeTime implements PageTime {
  private readonly clock = FakeTimers.createClock(START);
  readonly Date: PageTime['Date'] = this.clock.Date;
  readonly performance: PageTime['performance'] = this.clock.performance as Performance;
  readonly AbortSignal = {
    timeout: (ms: number): AbortSignal => {
      const controller = new AbortController();
      this.clock.setTimeout(() => {
        controller.abort(new DOMException('The request timed out', 'TimeoutError'));
      }, ms);
      return controller.signal;
    },
  };
  readonly setTimeout: PageTime['setTimeout'] = this.clock.setTimeout;
  readonly clearTimeout = this.clock.clearTimeout;

  /** @param settle resolves when all requests of the pages are answered and the pages have handled the answers */
  constructor(private readonly settle: () => Promise<unknown> = () => turn()) {}

  /** Lets `ms` milliseconds pass, in steps of `stepMs`. A timer within a step runs when it is due. */
  async run(ms: number, stepMs = STEP_MS): Promise<void> {
    await this.settle();
    for (let left = ms; left > 0; left -= stepMs) {
      this.clock.tick(Math.min(left, stepMs));
      await this.settle();
    }
  }

  /** Keeps the computer busy for `ms` milliseconds. The timers that are due meanwhile run at the end. */
  async stall(ms: number): Promise<void> {
    this.clock.jump(ms);
    await this.settle();
  }

  /** Lets the computer sleep for `ms` milliseconds. On Windows performance.now() advances too, else only the date. */
  async sleep(ms: number, system: 'windows' | 'other'): Promise<void> {
    if (system === 'windows') this.clock.jump(ms);
    else this.clock.setSystemTime(this.clock.Date.now() + ms);
    await this.settle();
  }
}
