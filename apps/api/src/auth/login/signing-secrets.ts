import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '../../platform/settings/settings.js';
import { AccountStore } from '../../store/ports/account-store.js';

const NAME = 'session-signing';
const MADE_SECRET_BYTES = 32;

/** The secrets that sign session ids, newest first: those of the settings, else one that all processes share. */
@Injectable()
export class SigningSecrets {
  private secrets: readonly string[];

  constructor(
    settings: Settings,
    private readonly accounts: AccountStore,
  ) {
    this.secrets = settings.sessionSecrets;
  }

  async ring(): Promise<readonly string[]> {
    if (this.secrets.length === 0) {
      const made = randomBytes(MADE_SECRET_BYTES).toString('base64url');
      this.secrets = [await this.accounts.ensureSecret(NAME, made)];
    }
    return this.secrets;
  }
}
