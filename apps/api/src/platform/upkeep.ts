import { Injectable } from '@nestjs/common';
import { KeyUsage } from '../auth/api-keys/key-usage.js';
import { Logins } from '../auth/login/logins.js';
import { SessmanService } from '../sessman/sessman.service.js';

/** How often the upkeep should run, in milliseconds: an hour. */
export const UPKEEP_INTERVAL_MS = 60 * 60 * 1000;

/** What is to be done now and then; whoever starts the server schedules it. */
@Injectable()
export class Upkeep {
  private readonly tasks: readonly (() => Promise<void>)[];

  constructor(keyUsage: KeyUsage, logins: Logins, sessman: SessmanService) {
    this.tasks = [() => keyUsage.flush(), () => logins.purge(), () => sessman.purge()];
  }

  /** Does all of it, whatever of it fails; then rejects with the first failure. */
  async run(): Promise<void> {
    const outcomes = await Promise.allSettled(this.tasks.map((task) => task()));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
}
