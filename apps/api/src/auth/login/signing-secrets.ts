import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '../../platform/settings/settings.js';
import { AccountStore } from '../../store/ports/account-store.js';

const NAME = 'session-signing';
const MADE_SECRET_BYTES = 32;

/**
 * Provides the secrets that sign the cookies of logins and of known devices: SESSION_SECRETS, or else one in the
 * database that all processes share.
 */
@Injectable()
export class SigningSecrets {
  private secrets: readonly string[];

  constructor(
    settings: Settings,
    private readonly accounts: AccountStore,
  ) {
    this.secrets = settings.sessionSecrets;
  }

  /** Resolves to the secrets, newest first: the first one signs, all verify. */
  async ring(): Promise<readonly string[]> {
    if (this.secrets.length === 0) {
      const made = randomBytes(MADE_SECRET_BYTES).toString('base64url');
      this.secrets = [await this.accounts.ensureSecret(NAME, made)];
    }
    return this.secrets;
  }
}
