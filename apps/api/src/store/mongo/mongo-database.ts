import { setTimeout as wait } from 'node:timers/promises';
import mongoose, { type Connection, type Model, mongo, type Schema } from 'mongoose';
import { StoreUnavailableError, StoreUnusableError } from '../store-errors.js';
import { isCut } from './connection/mongo-errors.js';
import { parseMongoUrl } from './connection/mongo-url.js';
import {
  type ApiKeyDocument,
  apiKeySchema,
  type LoginDocument,
  loginSchema,
  type SecretDocument,
  secretSchema,
  type UserDocument,
  userSchema,
} from './documents/account.schema.js';
import { SessionDocument, sessionSchema } from './documents/session.schema.js';
import {
  ProgressDocument,
  progressSchema,
  UserTimeDocument,
  userTimeSchema,
  ViewTimeDocument,
  viewTimeSchema,
} from './documents/time.schema.js';

export interface MongoOptions {
  readonly url: string;
  readonly collectionPrefix: string;
}

/** Before the next attempt to reach a server that was away at start, in milliseconds. */
const RETRY_MS = 1_000;

/** Codes of an index that is there already, in another form or over documents that break it. */
const INDEX_CONFLICTS: ReadonlySet<unknown> = new Set([67, 85, 86, 11_000]);

/**
 * A MongoDB database: its connection, its collections and their indexes. It is given at once, and usable once `ready`
 * resolves; the driver finds a server that goes away later again by itself.
 */
export class MongoDatabase {
  /** Rejects with a StoreUnusableError where the database can't be used at all. */
  readonly ready: Promise<void>;
  private readonly connection: Connection;
  private readonly models: readonly Model<unknown>[];
  private readonly ending = new AbortController();
  private isReady = false;

  private constructor(
    private readonly uri: string,
    readonly name: string,
    /** Without credentials. */
    readonly hosts: string,
    private readonly prefix: string,
  ) {
    this.connection = mongoose.createConnection();
    this.models = [
      this.model(`${prefix}session`, sessionSchema),
      this.model(`${prefix}user_time`, userTimeSchema),
      this.model(`${prefix}view_time`, viewTimeSchema),
      this.model(`${prefix}progress`, progressSchema),
      this.model('dwell_users', userSchema),
      this.model('dwell_api_keys', apiKeySchema),
      this.model('dwell_secrets', secretSchema),
      this.model('dwell_logins', loginSchema),
    ];
    this.ready = this.connect();
    // Whoever asks for it gets the error; nobody may ask.
    this.ready.catch(() => undefined);
  }

  /** @throws StoreUnusableError where the URL can't be one. */
  static open({ url, collectionPrefix }: MongoOptions): MongoDatabase {
    const parts = parseMongoUrl(url);
    if (!parts) {
      throw new StoreUnusableError(
        'DATABASE_URL is no URL of a MongoDB database: characters as @ : / ? % in a password must be percent-encoded',
      );
    }
    return new MongoDatabase(parts.uri, parts.database, parts.hosts, collectionPrefix);
  }

  get sessions(): mongo.Collection<SessionDocument> {
    return this.collection(this.sessionsName);
  }

  get sessionsName(): string {
    return `${this.prefix}session`;
  }

  get userTime(): mongo.Collection<UserTimeDocument> {
    return this.collection(`${this.prefix}user_time`);
  }

  get viewTime(): mongo.Collection<ViewTimeDocument> {
    return this.collection(`${this.prefix}view_time`);
  }

  get progress(): mongo.Collection<ProgressDocument> {
    return this.collection(`${this.prefix}progress`);
  }

  get users(): mongo.Collection<UserDocument> {
    return this.collection('dwell_users');
  }

  get apiKeys(): mongo.Collection<ApiKeyDocument> {
    return this.collection('dwell_api_keys');
  }

  get secrets(): mongo.Collection<SecretDocument> {
    return this.collection('dwell_secrets');
  }

  get logins(): mongo.Collection<LoginDocument> {
    return this.collection('dwell_logins');
  }

  /**
   * A collection by its whole name, as the driver knows it: nothing is buffered, cast or hydrated on the way of a
   * keepalive.
   * @throws StoreUnavailableError before the database was first reached.
   */
  collection<T extends mongo.Document>(name: string): mongo.Collection<T> {
    const { db } = this.connection;
    if (!this.isReady || !db) throw new StoreUnavailableError('The database has not been reached yet');
    // Whatever the URL says: who reads elsewhere does not see what was just written.
    return db.collection<T>(name, { readPreference: 'primary' });
  }

  async ping(): Promise<void> {
    await this.collection('ping').db.command({ ping: 1 });
  }

  async close(): Promise<void> {
    this.ending.abort();
    await this.ready.catch(() => undefined);
    this.isReady = false;
    await this.connection.close();
  }

  private model(name: string, schema: Schema): Model<unknown> {
    return this.connection.model<unknown>(name, schema, name);
  }

  private async connect(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      try {
        await this.connection.openUri(this.uri, {
          dbName: this.name,
          autoIndex: false,
          autoCreate: false,
          bufferCommands: false,
          ignoreUndefined: true,
        });
        await this.createIndexes();
        this.isReady = true;
        return;
      } catch (error) {
        if (!isAway(error)) throw unusable(error, this.name);
        await this.connection.close();
        await wait(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
    throw new StoreUnavailableError('The database was given up before it was reached');
  }

  private async createIndexes(): Promise<void> {
    for (const model of this.models) {
      try {
        await model.createIndexes();
      } catch (error) {
        const { code, message } = error as mongo.MongoServerError;
        if (!INDEX_CONFLICTS.has(code)) throw error;
        throw new StoreUnusableError(
          `an index of ${model.collection.name} in database ${this.name} is not as Dwell needs it; drop it, and the next start makes it anew: ${firstLine(message)}`,
          { cause: error },
        );
      }
    }
  }
}

/** Whether the server may answer later. */
const isAway = (error: unknown): boolean =>
  error instanceof mongoose.Error.MongooseServerSelectionError ||
  error instanceof mongo.MongoServerSelectionError ||
  isCut(error) ||
  (error instanceof mongo.MongoError && error.hasErrorLabel('RetryableWriteError'));

/** What the driver says of the URL itself is kept to the cause: it may repeat a part of a password. */
const unusable = (error: unknown, database: string): unknown => {
  if (error instanceof StoreUnusableError) return error;
  const reason =
    error instanceof mongo.MongoServerError
      ? `MongoDB refuses database ${database}: ${firstLine(error.message)}`
      : 'the driver can not use DATABASE_URL: an option in it is wrong, or a password is not percent-encoded';
  return new StoreUnusableError(reason, { cause: error });
};

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';
