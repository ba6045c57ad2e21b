import { type Clock, hasPassed } from '../../platform/clock.js';
import type { AccountStore } from '../../store/ports/account-store.js';

/** The list of keys is read again when it is at least this old, in milliseconds. */
const READ_INTERVAL_MS = 1_000;

/**
 * Finds out whether a key exists or is made up. Makes at most about one query a second, however many keys it is asked
 * about.
 */
export class KeyList {
  private hashes: Promise<ReadonlySet<string>> | undefined;
  private readAt = 0;

  constructor(
    private readonly accounts: Pick<AccountStore, 'listApiKeys'>,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves to whether there is a key of this hash. A key that another process made within the last second may be
   * missing.
   */
  async has(keyHash: string): Promise<boolean> {
    const now = this.clock.now();
    if (!this.hashes || hasPassed(this.readAt, now, READ_INTERVAL_MS)) {
      this.readAt = now;
      this.hashes = this.read();
    }
    return (await this.hashes).has(keyHash);
  }

  /** Makes the next call of `has` read the list again. */
  forget(): void {
    this.hashes = undefined;
  }

  private async read(): Promise<ReadonlySet<string>> {
    try {
      return new Set((await this.accounts.listApiKeys()).map(({ keyHash }) => keyHash));
    } catch (error) {
      this.forget();
      throw error;
    }
  }
}
