import { Clock } from '../platform/clock.js';

/** A clock that moves only by `set` and `advance`. Epoch milliseconds. */
export class FakeClock extends Clock {
  constructor(private time = Date.UTC(2026, 0, 15, 12)) {
    super();
  }

  override now(): number {
    return this.time;
  }

  set(time: number): void {
    this.time = time;
  }

  advance(ms: number): void {
    this.time += ms;
  }
}
