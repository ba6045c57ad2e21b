import { setImmediate as turn } from 'node:timers/promises';
import FakeTimers from '@sinonjs/fake-timers';
import type { PageTime } from './page-time.js';

/** Time passes in steps of so many milliseconds; answers are taken in after each. */
const STEP_MS = 50;

const START = Date.UTC(2026, 2, 2, 9);

/** Time that stands still until it is moved: one computer's, for all pages on it. */
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

  /** @param settle resolves when what the pages asked was answered, and the answers were taken in */
  constructor(private readonly settle: () => Promise<unknown> = () => turn()) {}

  /** Lets time pass: `stepMs` at a time, a timer in between comes when it is due. */
  async run(ms: number, stepMs = STEP_MS): Promise<void> {
    await this.settle();
    for (let left = ms; left > 0; left -= stepMs) {
      this.clock.tick(Math.min(left, stepMs));
      await this.settle();
    }
  }

  /** Keeps the computer so busy that every timer comes late. */
  async stall(ms: number): Promise<void> {
    this.clock.jump(ms);
    await this.settle();
  }

  /** Wakes up after so many milliseconds: on Windows performance.now() counts them, elsewhere only the date does. */
  async sleep(ms: number, system: 'windows' | 'other'): Promise<void> {
    if (system === 'windows') this.clock.jump(ms);
    else this.clock.setSystemTime(this.clock.Date.now() + ms);
    await this.settle();
  }
}
