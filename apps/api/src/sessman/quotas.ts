import { HttpException, PayloadTooLargeException } from '@nestjs/common';
import { recentEntries } from '../platform/recent-entries.js';
import { type Clock, hasPassed } from '../platform/clock.js';
import type { SessmanQuotaSettings } from '../platform/settings/settings.js';
import type { DataScope, SessmanStore } from '../store/ports/session-data-stores.js';

/** The user of a session that is created without one. Many users share it, so it has no quota of its own. */
export const DEFAULT_USER = 'sessman';

/**
 * How long a sum that the store has computed is used before it is read again, in milliseconds. Meanwhile, writes of
 * this process are added to it.
 */
export const SUM_AGE_MS = 60_000;

/**
 * How long a sum is used if it shows that a quota is full, in milliseconds. The time is short, because data may have
 * been removed.
 */
export const FULL_SUM_AGE_MS = 1_000;

/** The most sums that are remembered. */
const MAX_SUMS = 10_000;

/**
 * The size of the session data in one scope, in bytes: all data, the data of one caller, or that of one user with one
 * caller. `bytes` is what the store has summed up, and what this process has written since then. `pending` is what the
 * writes of this process that still run will add.
 */
class Sum {
  bytes = 0;
  pending = 0;
  /** The bytes that this process has added since its start, without those of writes that still run. */
  added = 0;
  readAt: number | undefined;
  /**
   * Resolves when the sum has been read from the store; undefined if it is not being read. All calls that need the sum
   * meanwhile wait for the same read.
   */
  reading: Promise<void> | undefined;
}

interface Quota {
  readonly scope: DataScope;
  readonly limit: number;
  /** Returns the error for a write that does not fit in. */
  readonly error: () => HttpException;
}

/** Session data that is about to be written. */
export interface PlannedWrite {
  readonly owner: string | undefined;
  readonly user: string;
  /** By how many bytes the stored JSON grows; negative if it shrinks. */
  readonly bytes: number;
}

const INSUFFICIENT_STORAGE = 507;

/**
 * Keeps session data within its quotas: that of its caller, that of its user with this caller, and that of all data.
 * DEFAULT_USER has no quota, and without callers (SESSMAN_AUTH=open) there is none for a caller. Each caller has a
 * quota of its own for a user, so that no caller can use up another's. The store sums up its data now and then, and not
 * at each write. So several processes may together store more than a quota, by as much as they write within
 * {@link SUM_AGE_MS}.
 */
export class SessmanQuotas {
  private readonly sums = recentEntries<Sum>(MAX_SUMS);

  /** @param purge removes expired data, which counts until then. */
  constructor(
    private readonly store: Pick<SessmanStore, 'usedBytes'>,
    private readonly purge: () => Promise<void>,
    private readonly limits: SessmanQuotaSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `write` if its data fits into all quotas. Data that does not grow always fits.
   * @throws HttpException that names the full quota
   */
  async within<T>(planned: PlannedWrite, write: () => Promise<T>): Promise<T> {
    const quotas = this.quotasOf(planned);
    const sums = await Promise.all(
      quotas.map(({ scope, limit }) => this.sumOf(scope, limit - planned.bytes)),
    );
    const full = quotas.find(({ limit }, index) => isOver(sums[index], limit - planned.bytes));
    if (full && planned.bytes > 0) throw full.error();
    // If data shrinks, nothing is subtracted, because several writes at once could each subtract the same bytes. The
    // sum is right again when it is read the next time.
    const growth = Math.max(0, planned.bytes);
    for (const sum of sums) sum.pending += growth;
    try {
      const answer = await write();
      for (const sum of sums) {
        sum.bytes += growth;
        sum.added += growth;
      }
      return answer;
    } finally {
      for (const sum of sums) sum.pending -= growth;
    }
  }

  private quotasOf({ owner, user }: PlannedWrite): Quota[] {
    const { totalBytes, callerBytes, userBytes } = this.limits;
    return [
      ...(user === DEFAULT_USER
        ? []
        : [
            {
              scope: { owner, user },
              limit: userBytes,
              error: () => fullFor('of this userid with this caller', 'PER_USER_'),
            },
          ]),
      ...(owner === undefined
        ? []
        : [{ scope: { owner }, limit: callerBytes, error: () => fullFor('of this caller', 'PER_KEY_') }]),
      {
        scope: 'all',
        limit: totalBytes,
        error: () => new HttpException(textFor('of all callers', ''), INSUFFICIENT_STORAGE),
      },
    ];
  }

  /**
   * Resolves to the sum of a scope. Reads the sum again if it is older than {@link SUM_AGE_MS}. If the sum is more than
   * `room`, reads it again already if it is older than {@link FULL_SUM_AGE_MS}.
   */
  private async sumOf(scope: DataScope, room: number): Promise<Sum> {
    const key = JSON.stringify(scope);
    let sum = this.sums.get(key);
    if (!sum) this.sums.set(key, (sum = new Sum()));
    if (this.isOlderThan(SUM_AGE_MS, sum)) await this.readOnce(scope, sum);
    if (isOver(sum, room) && this.isOlderThan(FULL_SUM_AGE_MS, sum)) {
      await this.readOnce(scope, sum, this.purge);
    }
    return sum;
  }

  private readOnce(scope: DataScope, sum: Sum, before?: () => Promise<void>): Promise<void> {
    return (sum.reading ??= this.read(scope, sum, before).finally(() => (sum.reading = undefined)));
  }

  private async read(scope: DataScope, sum: Sum, before?: () => Promise<void>): Promise<void> {
    await before?.();
    const { added } = sum;
    const used = await this.store.usedBytes(scope);
    // Writes that ended meanwhile may be missing in what was read, so they are added. Those that are not missing count
    // twice until the sum is read the next time.
    sum.bytes = used + sum.added - added;
    sum.readAt = this.clock.now();
  }

  private isOlderThan(ageMs: number, { readAt }: Sum): boolean {
    return readAt === undefined || hasPassed(readAt, this.clock.now(), ageMs);
  }
}

const isOver = (sum: Sum | undefined, room: number): boolean =>
  sum !== undefined && sum.bytes + sum.pending > room;

const textFor = (whose: string, setting: string): string =>
  `the session data ${whose} has reached its quota (SESSMAN_QUOTA_${setting}MB); it shrinks as data expires`;

const fullFor = (whose: string, setting: string): HttpException =>
  new PayloadTooLargeException(textFor(whose, setting));
