import {
  AccountStore,
  type ApiKey,
  type Secret,
  type User,
  type UserChange,
} from '../../ports/account-store.js';
import { bulkWrite, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import { answerOf, isDuplicateKey } from '../connection/errors.js';
import { toApiKey, toApiKeyDocument, toUser, toUserDocument } from './account-documents.js';
import type { MongoDatabase } from '../connection/database.js';

/** Users, API keys and secrets. No change of them needs a transaction: each is one write, or safe between its two. */
export class MongoAccountStore extends AccountStore {
  constructor(private readonly database: MongoDatabase) {
    super();
  }

  override async countUsers(): Promise<number> {
    return answerOf(this.database.users.countDocuments());
  }

  override async listUsers(): Promise<User[]> {
    const users = await answerOf(this.database.users.find().sort({ _id: 1 }).toArray());
    return users.map(toUser);
  }

  override async findUser(username: string): Promise<User | undefined> {
    const user = await answerOf(this.database.users.findOne({ _id: username }));
    return user ? toUser(user) : undefined;
  }

  override async createUser(user: User): Promise<boolean> {
    const inserting = this.database.users.insertOne(toUserDocument(user));
    return answerOf(isInserted(inserting));
  }

  override async updateUser(
    username: string,
    { role, passwordHash, createdAt, loginGeneration }: UserChange,
  ): Promise<boolean> {
    const { matchedCount } = await answerOf(
      this.database.users.updateOne(
        { _id: username },
        {
          $set: {
            // The driver leaves out undefined values. The id makes an update of no fields a legal command.
            _id: username,
            role,
            password_hash: passwordHash,
            created_at: createdAt,
            login_generation: loginGeneration,
          },
        },
      ),
    );
    return matchedCount > 0;
  }

  /** Keys go first: if the process dies between the two, a user is left that can be removed, and no key without one. */
  override async removeUser(username: string): Promise<boolean> {
    await answerOf(this.database.apiKeys.deleteMany({ username }));
    const { deletedCount } = await answerOf(this.database.users.deleteOne({ _id: username }));
    return deletedCount > 0;
  }

  override async listApiKeys(): Promise<ApiKey[]> {
    const keys = await answerOf(this.database.apiKeys.find().sort({ created_at: 1, _id: 1 }).toArray());
    return keys.map(toApiKey);
  }

  override async findApiKey(keyHash: string): Promise<ApiKey | undefined> {
    const key = await answerOf(this.database.apiKeys.findOne({ key_hash: keyHash }));
    return key ? toApiKey(key) : undefined;
  }

  override async createApiKey(key: ApiKey): Promise<void> {
    await answerOf(this.database.apiKeys.insertOne(toApiKeyDocument(key)));
  }

  override async removeApiKey(id: string): Promise<boolean> {
    const { deletedCount } = await answerOf(this.database.apiKeys.deleteOne({ _id: id }));
    return deletedCount > 0;
  }

  override async touchApiKeys(lastUsed: ReadonlyMap<string, number>): Promise<void> {
    if (lastUsed.size === 0) return;
    const updates = Array.from(lastUsed, ([id, time]) => ({
      updateOne: { filter: { _id: id }, update: { $max: { last_used: time } } },
    }));
    await answerOf(bulkWrite(this.database.apiKeys, updates, UPKEEP_DEADLINE_MS));
  }

  override async ensureSecret(name: string, made: string): Promise<string> {
    const { secrets } = this.database;
    // No upsert: of many at once, servers that speak MongoDB's protocol have told each that it was the first.
    if (await answerOf(isInserted(secrets.insertOne({ _id: name, value: made })))) return made;
    const kept = await answerOf(secrets.findOne({ _id: name }));
    // It may have been removed by hand meanwhile.
    return kept ? kept.value : this.ensureSecret(name, made);
  }

  override async listSecrets(): Promise<Secret[]> {
    const secrets = await answerOf(this.database.secrets.find().sort({ _id: 1 }).toArray());
    return secrets.map(({ _id: name, value }) => ({ name, value }));
  }

  override async setSecret({ name, value }: Secret): Promise<void> {
    await answerOf(this.database.secrets.replaceOne({ _id: name }, { value }, { upsert: true }));
  }
}

/** False where the server does not take the document, as another one has its key. */
const isInserted = async (inserting: Promise<unknown>): Promise<boolean> => {
  try {
    await inserting;
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
};
