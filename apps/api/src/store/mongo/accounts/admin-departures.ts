import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import type { UserOutcome } from '../../ports/account-store.js';
import { StoreUnavailableError } from '../../ports/errors.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import type { UserDocument } from '../schema/accounts.js';

/**
 * The most attempts to demote or remove a user. An attempt fails if another demotion or removal at the same time gets
 * in its way.
 */
const MAX_TRIES = 20;

/**
 * The longest pause between two attempts, in milliseconds. The pauses are random, so that of several demotions or
 * removals at once one gets ahead.
 */
const MAX_PAUSE_MS = 10;

/** A filter that finds users. */
export type Filter = mongo.Filter<UserDocument>;

/**
 * Demotes and removes users so that an admin is always left. Works without transactions, which some MongoDB servers
 * lack.
 *
 * The demotion or removal of an admin is called a departure here. It first marks the admin with a random token. Then it
 * must find another admin without a mark. It writes its change only if its own mark is still there. So several
 * departures at once can't take away all admins: the one that marked its admin last finds no other admin without a
 * mark.
 *
 * If there are other admins, but all of them are marked, the departure removes one of their marks and starts again. The
 * departure that had set that mark fails and starts again too. So neither two departures at once nor a process that
 * died in between can block the others. If there is no other admin, the user stays an admin.
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
