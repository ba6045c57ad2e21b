import { setTimeout as wait } from 'node:timers/promises';
import mongoose, { type Connection, type Model, mongo, type Schema } from 'mongoose';
import { StoreUnavailableError, StoreUnusableError } from '../../ports/errors.js';
import { isCut } from './errors.js';
import { parseMongoUrl } from './url.js';

/** The pause between two attempts to reach a server at start, in milliseconds. */
const RETRY_MS = 1_000;

/** The server's error codes for an index that exists in another form or that the documents violate. */
const INDEX_CONFLICTS: ReadonlySet<unknown> = new Set([67, 85, 86, 11_000]);

/** A collection's full name and its schema with its indexes. */
export type CollectionSchema = readonly [name: string, schema: Schema];

/**
 * Connects to a MongoDB database and creates its collections' indexes. The connection is usable once `ready` resolves.
 * If the server goes away later, the driver reconnects.
 */
export class MongoConnection {
  /**
   * Rejects with a StoreUnusableError if the database can't be used at all, and with a StoreUnavailableError if the
   * connection is closed before the database was reached.
   */
  readonly ready: Promise<void>;
  readonly name: string;
  /** The hosts in the URL, without credentials. */
  readonly hosts: string;
  private readonly uri: string;
  private readonly connection: Connection;
  private readonly models: readonly Model<unknown>[];
  private readonly ending = new AbortController();
  private isReady = false;

  /**
   * @param setting the setting that the URL comes from, for messages
   * @throws StoreUnusableError if the URL is not one of a MongoDB database.
   */
  constructor(
    url: string,
    collections: readonly CollectionSchema[],
    private readonly setting: string,
  ) {
    const parts = parseMongoUrl(url);
    if (!parts) {
      throw new StoreUnusableError(
        `${setting} is not the URL of a MongoDB database; in a password, characters such as @ : / ? % must be percent-encoded`,
      );
    }
    this.uri = parts.uri;
    this.name = parts.database;
    this.hosts = parts.hosts;
    this.connection = mongoose.createConnection();
    this.models = collections.map(([name, schema]) => this.connection.model<unknown>(name, schema, name));
    this.ready = this.connect();
    // Callers of `ready` get the error. Without callers it must not be an unhandled rejection.
    this.ready.catch(() => undefined);
  }

  /**
   * Returns the driver's own collection, so that mongoose neither buffers, casts nor hydrates anything of a keepalive.
   * @throws StoreUnavailableError before `ready` has resolved, and after `close`.
   */
  collection<T extends mongo.Document>(name: string): mongo.Collection<T> {
    const { db } = this.connection;
    if (!this.isReady || !db) throw new StoreUnavailableError('The database has not been reached yet');
    // Always reads from the primary, whatever the URL says: other members may not have the latest writes yet.
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
          `an index of ${model.collection.name} in database ${this.name} is not as Dwell needs it; drop it, and the next start creates it again: ${firstLine(message)}`,
          { cause: error },
        );
      }
    }
  }
}

/** Whether a later attempt may succeed. */
const isAway = (error: unknown): boolean =>
  error instanceof mongoose.Error.MongooseServerSelectionError ||
  error instanceof mongo.MongoServerSelectionError ||
  isCut(error) ||
  (error instanceof mongo.MongoError && error.hasErrorLabel('RetryableWriteError'));

/**
 * Returns the error for a database that can't be used. Only its cause has the driver's message about the URL, because
 * that message may contain a part of a password.
 */
const unusable = (error: unknown, database: string, setting: string): unknown => {
  if (error instanceof StoreUnusableError) return error;
  const reason =
    error instanceof mongo.MongoServerError
      ? `MongoDB refuses database ${database} of ${setting}: ${firstLine(error.message)}`
      : `the driver can not use ${setting}: an option in it is wrong, or a password is not percent-encoded`;
  return new StoreUnusableError(reason, { cause: error });
};

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';
