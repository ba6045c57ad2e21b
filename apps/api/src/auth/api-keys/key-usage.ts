import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock, hasPassed } from '../../platform/clock.js';
import { AccountStore } from '../../store/ports/account-store.js';

/** How long after a flush the next use of a key causes another flush, in milliseconds. */
export const USAGE_FLUSH_MS = 5_000;

/**
 * Collects when API keys were last used. Has no timer: the first use at least USAGE_FLUSH_MS after a flush causes the
 * next one.
 */
@Injectable()
export class KeyUsage implements BeforeApplicationShutdown {
  private readonly logger = new Logger(KeyUsage.name);
  private lastUsed = new Map<string, number>();
  private flushedAt = -Infinity;
  private flushing = Promise.resolve();

  constructor(
    private readonly accounts: AccountStore,
    private readonly clock: Clock,
  ) {}

  note(keyId: string): void {
    const now = this.clock.now();
    this.lastUsed.set(keyId, now);
    if (hasPassed(this.flushedAt, now, USAGE_FLUSH_MS)) void this.flush();
  }

  /** Stores the collected uses. Never rejects: after a failure the next flush stores them. */
  flush(): Promise<void> {
    this.flushedAt = this.clock.now();
    this.flushing = this.flushing.then(() => this.store());
    return this.flushing;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  private async store(): Promise<void> {
    if (this.lastUsed.size === 0) return;
    const uses = this.lastUsed;
    this.lastUsed = new Map();
    try {
      await this.accounts.touchApiKeys(uses);
    } catch (error) {
      this.logger.warn(`The last use of API keys could not be stored: ${String(error)}`);
      this.lastUsed = new Map([...uses, ...this.lastUsed]);
    }
  }
}
