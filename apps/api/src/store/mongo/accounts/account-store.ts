import { decodeSecondFactor, encodeSecondFactor } from '../../model/second-factor.js';
import {
  AccountStore,
  type ApiKey,
  type SecondFactor,
  type Secret,
  type User,
  type UserChange,
  type UserOutcome,
} from '../../ports/account-store.js';
import { bulkWrite, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import { isUnique, translateDriverError } from '../connection/errors.js';
import type { MongoDatabase } from '../connection/database.js';
import type { ApiKeyDocument, UserDocument } from '../schema/accounts.js';
import { AdminDepartures, type Filter } from './admin-departures.js';

/**
 * Stores users, API keys and secrets. No change needs a transaction: each is one write, or several between which the
 * process may die without harm.
 */
export class MongoAccountStore extends AccountStore {
  private readonly departures: AdminDepartures;

  constructor(private readonly database: MongoDatabase) {
    super();
    this.departures = new AdminDepartures(database);
  }

  override async countUsers(): Promise<number> {
    return translateDriverError(this.database.users.countDocuments());
  }

  override async listUsers(): Promise<User[]> {
    const users = await translateDriverError(this.database.users.find().sort({ _id: 1 }).toArray());
    return users.map(toUser);
  }

  override async findUser(username: string): Promise<User | undefined> {
    const user = await translateDriverError(this.database.users.findOne({ _id: username }));
    return user ? toUser(user) : undefined;
  }

  override async createUser(user: User): Promise<boolean> {
    const inserting = this.database.users.insertOne(toUserDocument(user));
    return translateDriverError(isUnique(inserting));
  }

  override async updateUser(username: string, change: UserChange): Promise<UserOutcome> {
    const { role } = change;
    const write = (user: Filter): Promise<boolean> => this.write(user, username, change);
    if (role !== undefined && role !== 'admin') return this.departures.leave(username, write);
    return (await write({ _id: username })) ? 'done' : 'no-user';
  }

  override async updateUserOfGeneration(
    username: string,
    generation: number,
    change: Omit<UserChange, 'role'>,
  ): Promise<boolean> {
    return this.write({ _id: username, login_generation: generation }, username, change);
  }

  override async changeSecondFactor(
    before: User,
    after: SecondFactor,
    loginGeneration?: number,
  ): Promise<boolean> {
    const { username, secondFactor } = before;
    const { matchedCount } = await translateDriverError(
      this.database.users.updateOne(
        {
          _id: username,
          login_generation: before.loginGeneration,
          second_factor: secondFactor ? encodeSecondFactor(secondFactor) : { $exists: false },
        },
        {
          $set: {
            second_factor: encodeSecondFactor(after),
            ...(loginGeneration === undefined ? {} : { login_generation: loginGeneration }),
          },
        },
      ),
    );
    return matchedCount > 0;
  }

  /**
   * Demotes the user first. That step decides whether the user may be removed: the last admin may not, and keeps all
   * API keys. Then removes the API keys that report for the user, and at last the user. If the process dies in between,
   * the user stays and can be removed again.
   */
  override async removeUser(username: string): Promise<UserOutcome> {
    const { apiKeys, users } = this.database;
    return this.departures.leave(username, async (user) => {
      const demotion = { $set: { role: 'reporter' as const }, $unset: { leaving: 1 as const } };
      const { matchedCount } = await translateDriverError(users.updateOne(user, demotion));
      if (matchedCount === 0) return false;
      await translateDriverError(apiKeys.deleteMany({ username }));
      const { deletedCount } = await translateDriverError(
        users.deleteOne({ _id: username, role: { $ne: 'admin' } }),
      );
      return deletedCount > 0;
    });
  }

  override async putUser(user: User): Promise<void> {
    const { _id, ...fields } = toUserDocument(user);
    await translateDriverError(this.database.users.replaceOne({ _id }, fields, { upsert: true }));
  }

  override async listApiKeys(): Promise<ApiKey[]> {
    const keys = await translateDriverError(
      this.database.apiKeys.find().sort({ created_at: 1, _id: 1 }).toArray(),
    );
    return keys.map(toApiKey);
  }

  override async findApiKey(keyHash: string): Promise<ApiKey | undefined> {
    const key = await translateDriverError(this.database.apiKeys.findOne({ key_hash: keyHash }));
    return key ? toApiKey(key) : undefined;
  }

  override async createApiKey(key: ApiKey): Promise<void> {
    await translateDriverError(this.database.apiKeys.insertOne(toApiKeyDocument(key)));
  }

  override async removeApiKey(id: string): Promise<boolean> {
    const { deletedCount } = await translateDriverError(this.database.apiKeys.deleteOne({ _id: id }));
    return deletedCount > 0;
  }

  override async touchApiKeys(lastUsed: ReadonlyMap<string, number>): Promise<void> {
    if (lastUsed.size === 0) return;
    const updates = Array.from(lastUsed, ([id, time]) => ({
      updateOne: { filter: { _id: id }, update: { $max: { last_used: time } } },
    }));
    await translateDriverError(bulkWrite(this.database.apiKeys, updates, UPKEEP_DEADLINE_MS));
  }

  override async ensureSecret(name: string, made: string): Promise<string> {
    const { secrets } = this.database;
    // No upsert: when several processes upserted at once, some MongoDB-compatible servers reported to each of them that
    // it had stored its own value.
    if (await translateDriverError(isUnique(secrets.insertOne({ _id: name, value: made })))) return made;
    const kept = await translateDriverError(secrets.findOne({ _id: name }));
    // Null if somebody has removed the secret by hand meanwhile.
    return kept ? kept.value : this.ensureSecret(name, made);
  }

  override async listSecrets(): Promise<Secret[]> {
    const secrets = await translateDriverError(this.database.secrets.find().sort({ _id: 1 }).toArray());
    return secrets.map(({ _id: name, value }) => ({ name, value }));
  }

  override async setSecret({ name, value }: Secret): Promise<void> {
    await translateDriverError(this.database.secrets.replaceOne({ _id: name }, { value }, { upsert: true }));
  }

  /** Changes the user whom `filter` finds. Resolves to whether it found one. */
  private async write(filter: Filter, username: string, change: UserChange): Promise<boolean> {
    // The driver leaves out undefined values. The id, which stays the same, keeps $set from being empty when nothing
    // changes.
    const { role, passwordHash, createdAt, loginGeneration, mustChangePassword, secondFactor } = change;
    const fields = {
      _id: username,
      role,
      password_hash: passwordHash,
      created_at: createdAt,
      login_generation: loginGeneration,
      must_change_password: mustChangePassword,
    };
    const removed = {
      // Setting a role takes away the mark of a departure (see AdminDepartures): a departure of this user that is
      // running must then start again.
      ...(role === undefined ? {} : { leaving: 1 as const }),
      ...(secondFactor === undefined ? {} : { second_factor: 1 as const }),
    };
    // Older servers refuse an empty $unset.
    const update = { $set: fields, ...(Object.keys(removed).length === 0 ? {} : { $unset: removed }) };
    const { matchedCount } = await translateDriverError(this.database.users.updateOne(filter, update));
    return matchedCount > 0;
  }
}

const toUser = (user: UserDocument): User => ({
  username: user._id,
  role: user.role,
  passwordHash: user.password_hash,
  createdAt: user.created_at,
  loginGeneration: user.login_generation,
  ...(user.must_change_password ? { mustChangePassword: true } : {}),
  ...(user.second_factor === undefined ? {} : { secondFactor: decodeSecondFactor(user.second_factor) }),
});

const toUserDocument = (user: User): UserDocument => ({
  _id: user.username,
  role: user.role,
  password_hash: user.passwordHash,
  created_at: user.createdAt,
  login_generation: user.loginGeneration,
  ...(user.mustChangePassword ? { must_change_password: true } : {}),
  ...(user.secondFactor ? { second_factor: encodeSecondFactor(user.secondFactor) } : {}),
});

const toApiKey = (key: ApiKeyDocument): ApiKey => ({
  id: key._id,
  name: key.name,
  role: key.role,
  ...(key.username === undefined ? {} : { username: key.username }),
  keyHash: key.key_hash,
  createdAt: key.created_at,
  ...(key.last_used === undefined ? {} : { lastUsed: key.last_used }),
  sessionData: key.session_data ?? true,
  origins: key.origins ?? [],
  ...(key.expires_at === undefined ? {} : { expiresAt: key.expires_at }),
  ...(key.created_by === undefined ? {} : { createdBy: key.created_by }),
});

const toApiKeyDocument = (key: ApiKey): ApiKeyDocument => ({
  _id: key.id,
  name: key.name,
  role: key.role,
  ...(key.username === undefined ? {} : { username: key.username }),
  key_hash: key.keyHash,
  created_at: key.createdAt,
  ...(key.lastUsed === undefined ? {} : { last_used: key.lastUsed }),
  session_data: key.sessionData,
  origins: [...key.origins],
  ...(key.expiresAt === undefined ? {} : { expires_at: key.expiresAt }),
  ...(key.createdBy === undefined ? {} : { created_by: key.createdBy }),
});
