import { type Clock, hasPassed } from '../../platform/clock.js';
import type { AccountStore } from '../../store/ports/account-store.js';

/** How often the list is read at most, in milliseconds. */
const READ_INTERVAL_MS = 1_000;

/** Tells keys that exist from made-up ones, with one query in a second however many are asked about. */
export class KeyList {
  private hashes: Promise<ReadonlySet<string>> | undefined;
  private readAt = 0;

  constructor(
    private readonly accounts: Pick<AccountStore, 'listApiKeys'>,
    private readonly clock: Clock,
  ) {}

  /** Resolves to whether there is a key of this hash. A key that was made within the last second may be missing. */
  async has(keyHash: string): Promise<boolean> {
    const now = this.clock.now();
    if (!this.hashes || hasPassed(this.readAt, now, READ_INTERVAL_MS)) {
      this.readAt = now;
      this.hashes = this.read();
    }
    return (await this.hashes).has(keyHash);
  }

  /** Has the list read again before it is used next. */
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
