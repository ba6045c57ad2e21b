import type { mongo } from 'mongoose';
import type { Login, StoredLogin } from '../../ports/session-data-stores.js';
import { warnOfUnreadable } from '../../unreadable-warning.js';
import { translateDriverError } from '../connection/errors.js';
import type { LoginDocument } from '../schema/accounts.js';
import { labelled, textsIn } from './labelled.js';
import { MongoSessionDataStore } from './session-data-store.js';

type Logins = mongo.Collection<LoginDocument>;

/** Stores logins, and finds the logins of a user. */
export class MongoLoginStore extends MongoSessionDataStore<Login> {
  /**
   * @param logins returns the collection; throws before the first connection.
   * @param now returns epoch milliseconds.
   */
  constructor(
    private readonly logins: () => Logins,
    now?: () => number,
  ) {
    super('logins', () => labelled(logins(), loginLabelsOf), now);
  }

  async ofUser(username: string): Promise<StoredLogin[]> {
    const found = await translateDriverError(this.logins().find({ username }).sort({ _id: 1 }).toArray());
    return found.flatMap(({ _id: sid, data }) => {
      const login = decode(sid, data);
      return login ? { sid, login } : [];
    });
  }
}

const warn = warnOfUnreadable('The login');

/** Returns undefined, and warns, if another program has damaged the login. */
const decode = (sid: string, data: string): Login | undefined => {
  try {
    return JSON.parse(data) as Login;
  } catch (error) {
    warn(sid, error);
    return undefined;
  }
};

/** Returns the fields that a login's document has beside its data. */
export const loginLabelsOf = (data: string): Pick<LoginDocument, 'username'> => textsIn(data, ['username']);
