import { HttpException, HttpStatus } from '@nestjs/common';
import { Slots } from '../../platform/slots.js';

/** The most passwords that are hashed at the same time. Each takes a thread, which other work needs too, and 32 MiB. */
export const MAX_PARALLEL_HASHES = 2;

/** The most passwords that wait to be hashed. The last one waits some 3 seconds. */
export const MAX_WAITING_HASHES = 32;

/** Thrown when too many passwords wait to be hashed; answered as 503. */
export class TooManyPasswords extends HttpException {
  readonly retryAfterSeconds = 5;

  constructor() {
    super('Too many people log in at this moment; try again soon', HttpStatus.SERVICE_UNAVAILABLE);
  }
}

/** Runs a few hashes at a time, and lets a limited number of others wait in the order of their arrival. */
export class PasswordLine {
  private readonly slots = new Slots(MAX_PARALLEL_HASHES, MAX_WAITING_HASHES);

  /**
   * Runs `hash` when its turn comes, and resolves to its result.
   * @throws TooManyPasswords if MAX_WAITING_HASHES wait already
   */
  async run<T>(hash: () => Promise<T>): Promise<T> {
    const leave = await this.slots.enter();
    if (!leave) throw new TooManyPasswords();
    try {
      return await hash();
    } finally {
      leave();
    }
  }
}
