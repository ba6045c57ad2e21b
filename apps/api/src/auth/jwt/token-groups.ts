import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock, hasPassed } from '../../platform/clock.js';
import { GroupStore, type TokenGroups } from '../../store/ports/group-store.js';

/**
 * After this time a person's groups are compared with the database again, in milliseconds: a group may have been
 * removed there, or another process may have recorded an older token.
 */
export const RECHECK_MS = 10 * 60 * 1000;

/** How much memory the people whose recorded groups this process remembers may take together, in bytes, roughly. */
const MOST_BYTES = 16 * 1024 * 1024;

/** The memory of one remembered person without the username, in bytes, roughly. */
const BYTES_PER_PERSON = 320;

/**
 * The most people whose groups wait to be recorded. If more people come, their groups are recorded when another token
 * of theirs comes.
 */
export const MAX_WAITING = 1_000;

/** How many people are recorded in one step, so that no ping waits long behind a step. */
export const BATCH = 50;

interface Seen {
  readonly issuedAt: number;
  readonly digest: string;
  /** When the groups were last noted to be recorded, in epoch milliseconds. */
  readonly at: number;
}

/**
 * Records the groups that tokens name. Works in the background, so that no request waits for it. Records a person's
 * groups again only if they have changed, or after {@link RECHECK_MS}.
 */
@Injectable()
export class TokenGroupRecorder implements OnModuleDestroy {
  private readonly logger = new Logger(TokenGroupRecorder.name);
  private readonly seen = new LRUCache<string, Seen>({
    maxSize: MOST_BYTES,
    sizeCalculation: (_, username) => BYTES_PER_PERSON + username.length,
  });
  private readonly waiting = new Map<string, TokenGroups>();
  private writing: Promise<void> | undefined;
  private hasFailed = false;

  constructor(
    private readonly store: GroupStore,
    private readonly clock: Clock,
  ) {}

  /** Notes the groups that a valid token names, to record them soon. Returns at once, and never throws. */
  note(token: TokenGroups): void {
    const { username, issuedAt } = token;
    const now = this.clock.now();
    const digest = createHash('sha256').update(JSON.stringify(token.groups)).digest('base64');
    const seen = this.seen.get(username);
    if (seen && issuedAt < seen.issuedAt) return;
    if (seen?.digest === digest && !hasPassed(seen.at, now, RECHECK_MS)) {
      this.seen.set(username, { ...seen, issuedAt });
      return;
    }
    if (this.waiting.size >= MAX_WAITING && !this.waiting.has(username)) return;
    this.seen.set(username, { issuedAt, digest, at: now });
    this.waiting.set(username, token);
    this.writing ??= this.write();
  }

  /** Resolves when all that was noted has been recorded, or recording it has failed. */
  async onModuleDestroy(): Promise<void> {
    await this.writing;
  }

  private async write(): Promise<void> {
    // The groups from requests that arrive together are recorded in one step.
    await setImmediate();
    while (this.waiting.size > 0) {
      const batch = [...this.waiting.values()].slice(0, BATCH);
      for (const { username } of batch) this.waiting.delete(username);
      try {
        await this.store.recordTokenGroups(batch, this.clock.now());
        this.hasFailed = false;
      } catch (error) {
        this.giveUp([...batch, ...this.waiting.values()], error);
      }
    }
    this.writing = undefined;
  }

  /**
   * Forgets these people, so that their next tokens are recorded. Of several failures in a row, logs only the first.
   */
  private giveUp(tokens: readonly TokenGroups[], error: unknown): void {
    for (const { username } of tokens) this.seen.delete(username);
    this.waiting.clear();
    if (!this.hasFailed)
      this.logger.warn(`The groups that tokens name could not be recorded: ${String(error)}`);
    this.hasFailed = true;
  }
}
