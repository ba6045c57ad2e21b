import { Injectable } from '@nestjs/common';
import { KeyUsage } from './api-keys/key-usage.js';
import { Logins } from './login/logins.js';

/** How often the upkeep should run, in milliseconds: an hour. */
export const UPKEEP_INTERVAL_MS = 60 * 60 * 1000;

/** What is to be done now and then; whoever starts the server schedules it. */
@Injectable()
export class AuthUpkeep {
  constructor(
    private readonly logins: Logins,
    private readonly keyUsage: KeyUsage,
  ) {}

  async run(): Promise<void> {
    await this.keyUsage.flush();
    await this.logins.purge();
  }
}
