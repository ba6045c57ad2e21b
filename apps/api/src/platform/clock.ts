/** The only source of time in the server. Tests inject a FakeClock. */
export abstract class Clock {
  /** Returns the current time in epoch milliseconds. */
  abstract now(): number;
}

export class SystemClock extends Clock {
  override now(): number {
    return Date.now();
  }
}
