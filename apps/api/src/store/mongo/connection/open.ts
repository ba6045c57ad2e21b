import { setTimeout as wait } from 'node:timers/promises';
import mongoose, { type Connection, type Model, mongo, type Schema } from 'mongoose';
import { StoreUnavailableError, StoreUnusableError } from '../../ports/errors.js';
import { isCut } from './errors.js';
import { parseMongoUrl } from './url.js';

/** Before the next attempt to reach a server that was away at start, in milliseconds. */
const RETRY_MS = 1_000;

/** Codes of an index that is there already, in another form or over documents that break it. */
const INDEX_CONFLICTS: ReadonlySet<unknown> = new Set([67, 85, 86, 11_000]);

/** A collection, by its whole name, and what its documents and indexes are. */
export type CollectionSchema = readonly [name: string, schema: Schema];

/**
 * A connection to a MongoDB database, and the indexes of its collections. It is given at once, and usable once `ready`
 * resolves; the driver finds a server that goes away later again by itself.
 */
export class MongoConnection {
  /** Rejects with a StoreUnusableError where the database can't be used at all. */
  readonly ready: Promise<void>;
  readonly name: string;
  /** Without credentials. */
  readonly hosts: string;
  private readonly uri: string;
  private readonly connection: Connection;
  private readonly models: readonly Model<unknown>[];
  private readonly ending = new AbortController();
  private isReady = false;

  /**
   * @param setting where the URL comes from, for messages
   * @throws StoreUnusableError where the URL can't be one.
   */
  constructor(
    url: string,
    collections: readonly CollectionSchema[],
    private readonly setting: string,
  ) {
    const parts = parseMongoUrl(url);
    if (!parts) {
      throw new StoreUnusableError(
        `${setting} is no URL of a MongoDB database: characters as @ : / ? % in a password must be percent-encoded`,
      );
    }
    this.uri = parts.uri;
    this.name = parts.database;
    this.hosts = parts.hosts;
    this.connection = mongoose.createConnection();
    this.models = collections.map(([name, schema]) => this.connection.model<unknown>(name, schema, name));
    this.ready = this.connect();
    // Whoever asks for it gets the error; nobody may ask.
    this.ready.catch(() => undefined);
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
        if (!isAway(error)) throw unusable(error, this.name, this.setting);
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
const unusable = (error: unknown, database: string, setting: string): unknown => {
  if (error instanceof StoreUnusableError) return error;
  const reason =
    error instanceof mongo.MongoServerError
      ? `MongoDB refuses database ${database} of ${setting}: ${firstLine(error.message)}`
      : `the driver can not use ${setting}: an option in it is wrong, or a password is not percent-encoded`;
  return new StoreUnusableError(reason, { cause: error });
};

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';
