import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import type { UserOutcome } from '../../ports/account-store.js';
import { StoreUnavailableError } from '../../ports/errors.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import type { UserDocument } from '../schema/accounts.js';

/** How often a change or removal of an admin is tried, because others at the same time may be in its way. */
const MAX_TRIES = 20;

/**
 * The longest pause before a departure starts again, in milliseconds. The pauses are random, so that one of several
 * departures gets ahead.
 */
const MAX_PAUSE_MS = 10;

/** A filter that finds users. */
export type Filter = mongo.Filter<UserDocument>;

/**
 * Demotes and removes users so that an admin is always left, without transactions, which some MongoDB servers lack.
 *
 * An admin who leaves is marked first, with a random token. Then another admin without a mark must be found. The
 * change is written only if the mark is still there. So several admins who leave at once can't all succeed: the one who
 * was marked last finds no other without a mark.
 *
 * Whoever finds other admins, but all of them marked, removes one of their marks and starts again. The departure that
 * had set that mark fails and starts again too. So neither two departures at once nor a process that died in between
 * can block the others. Whoever finds no other admin stays.
 */
export class AdminDepartures {
  constructor(private readonly database: MongoDatabase) {}

  /** @param write changes or removes the user that the filter finds, and resolves to whether it found one. */
  async leave(username: string, write: (user: Filter) => Promise<boolean>): Promise<UserOutcome> {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const outcome = await this.tryToLeave(username, write);
      if (outcome !== 'again') return outcome;
      await wait(Math.random() * MAX_PAUSE_MS);
    }
    throw new StoreUnavailableError('Several changes of admins at once are in the way of each other');
  }

  private async tryToLeave(
    username: string,
    write: (user: Filter) => Promise<boolean>,
  ): Promise<UserOutcome | 'again'> {
    const { users } = this.database;
    const user = await translateDriverError(users.findOne({ _id: username }));
    if (!user) return 'no-user';
    if (user.role !== 'admin') {
      return (await write({ _id: username, role: { $ne: 'admin' } })) ? 'done' : 'again';
    }
    const token = randomUUID();
    const marked: Filter = { _id: username, role: 'admin', leaving: token };
    await translateDriverError(
      users.updateOne({ _id: username, role: 'admin' }, { $set: { leaving: token } }),
    );
    const others: Filter = { _id: { $ne: username }, role: 'admin' };
    if (await translateDriverError(users.findOne({ ...others, leaving: { $exists: false } }))) {
      return (await write(marked)) ? 'done' : 'again';
    }
    const leaving = await translateDriverError(users.findOne(others));
    if (leaving) {
      await this.removeMark({ _id: leaving._id, leaving: leaving.leaving });
      return 'again';
    }
    await this.removeMark(marked);
    return 'last-admin';
  }

  private async removeMark(user: Filter): Promise<void> {
    await translateDriverError(this.database.users.updateOne(user, { $unset: { leaving: 1 } }));
  }
}
