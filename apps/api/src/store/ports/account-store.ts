import type { Role } from '@dwell/shared';

/** Someone who may log in. Times in epoch milliseconds. */
export interface User {
  readonly username: string;
  readonly role: Role;
  /** scrypt, with its salt and cost parameters. */
  readonly passwordHash: string;
  readonly createdAt: number;
  /** Logins carry the number they were made under; raising it ends them all. */
  readonly loginGeneration: number;
}

/** An API key; of the key itself only a hash is kept. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The user it reports for; without one the caller names the user. */
  readonly username?: string;
  /** Lower-case hex of the key's SHA-256. */
  readonly keyHash: string;
  readonly createdAt: number;
  readonly lastUsed?: number;
}

export type UserChange = Partial<Omit<User, 'username'>>;

/** A secret that all processes share, for example the key that signs session ids. */
export interface Secret {
  readonly name: string;
  readonly value: string;
}

/**
 * Where users, API keys and signing secrets are kept: the same database as the sessions.
 * Every method rejects with a StoreUnavailableError when the database can't be reached.
 */
export abstract class AccountStore {
  abstract countUsers(): Promise<number>;
  abstract listUsers(): Promise<User[]>;
  abstract findUser(username: string): Promise<User | undefined>;
  /** False when the username is taken. */
  abstract createUser(user: User): Promise<boolean>;
  /** False when there is no such user. */
  abstract updateUser(username: string, change: UserChange): Promise<boolean>;
  /** Its API keys go with it. False when there is no such user. */
  abstract removeUser(username: string): Promise<boolean>;

  abstract listApiKeys(): Promise<ApiKey[]>;
  abstract findApiKey(keyHash: string): Promise<ApiKey | undefined>;
  abstract createApiKey(key: ApiKey): Promise<void>;
  /** False when there is no such key. */
  abstract removeApiKey(id: string): Promise<boolean>;
  /** Notes when keys were last used; an earlier time never replaces a later one. */
  abstract touchApiKeys(lastUsed: ReadonlyMap<string, number>): Promise<void>;

  /** The secret kept under `name`; `made` is stored and given where there was none, so that processes share it. */
  abstract ensureSecret(name: string, made: string): Promise<string>;
  abstract listSecrets(): Promise<Secret[]>;
  /** Stores the secret, in place of one of the same name. */
  abstract setSecret(secret: Secret): Promise<void>;
}
