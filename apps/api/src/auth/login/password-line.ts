import { HttpException, HttpStatus } from '@nestjs/common';

/** The most passwords that are hashed at the same time. Each takes a thread, which other work needs too, and 16 MiB. */
export const MAX_PARALLEL_HASHES = 2;

/** The most passwords that wait to be hashed. The last one waits some 3 seconds. */
export const MAX_WAITING_HASHES = 32;

/** Thrown when too many passwords wait already; answered as 503. */
export class TooManyPasswords extends HttpException {
  readonly retryAfterSeconds = 5;

  constructor() {
    super('Too many people log in at this moment; try again soon', HttpStatus.SERVICE_UNAVAILABLE);
  }
}

/** Runs a few hashes at a time, and lets a limited number of others wait in the order of their arrival. */
export class PasswordLine {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** @throws TooManyPasswords */
  async run<T>(hash: () => Promise<T>): Promise<T> {
    if (this.running >= MAX_PARALLEL_HASHES) {
      if (this.waiting.length >= MAX_WAITING_HASHES) throw new TooManyPasswords();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running++;
    }
    try {
      return await hash();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
