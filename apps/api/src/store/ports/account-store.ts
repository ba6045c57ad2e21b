import type { Role } from '@dwell/shared';

/** A user who may log in. Times in epoch milliseconds. */
export interface User {
  readonly username: string;
  readonly role: Role;
  /** The scrypt hash with its salt and cost parameters. */
  readonly passwordHash: string;
  readonly createdAt: number;
  /** Each login stores the number that the user has at that time. A new number ends all earlier logins. */
  readonly loginGeneration: number;
}

/** An API key. Only the hash of the key itself is stored. Times in epoch milliseconds. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The user that the key reports for. Without one the caller names the user. */
  readonly username?: string;
  /** Lower-case hex of the key's SHA-256. */
  readonly keyHash: string;
  readonly createdAt: number;
  readonly lastUsed?: number;
  /** Whether the key may use session data besides what its role allows. */
  readonly sessionData: boolean;
  /** The only origins whose pages may use the key, normalised; empty if there is no such limit. */
  readonly origins: readonly string[];
  /** From then on the key is refused. */
  readonly expiresAt?: number;
  /** The user on whose rights the key rests. Keys of older versions have none. */
  readonly createdBy?: string;
}

export type UserChange = Partial<Omit<User, 'username'>>;

/** What became of a change or removal of a user. `last-admin`: it was refused, because no admin would be left. */
export type UserOutcome = 'done' | 'no-user' | 'last-admin';

/** A secret that all processes share, for example the key that signs session ids. */
export interface Secret {
  readonly name: string;
  readonly value: string;
}

/**
 * Stores users, API keys and secrets.
 * Every method rejects with a StoreUnavailableError if the database can't be reached.
 */
export abstract class AccountStore {
  abstract countUsers(): Promise<number>;
  abstract listUsers(): Promise<User[]>;
  abstract findUser(username: string): Promise<User | undefined>;
  /** Returns false if the username is taken. */
  abstract createUser(user: User): Promise<boolean>;
  /** Changes the user. Refuses, in one step with the change, to make the last admin anything else. */
  abstract updateUser(username: string, change: UserChange): Promise<UserOutcome>;
  /** Removes the user and the user's API keys. Refuses, in one step with the removal, to remove the last admin. */
  abstract removeUser(username: string): Promise<UserOutcome>;
  /** Stores the user in place of one of the same name, for a copy of a database. Does not look for other admins. */
  abstract putUser(user: User): Promise<void>;

  abstract listApiKeys(): Promise<ApiKey[]>;
  abstract findApiKey(keyHash: string): Promise<ApiKey | undefined>;
  abstract createApiKey(key: ApiKey): Promise<void>;
  /** Returns false if there is no such key. */
  abstract removeApiKey(id: string): Promise<boolean>;
  /** Stores when the keys, by id, were last used. An earlier time never replaces a later one. */
  abstract touchApiKeys(lastUsed: ReadonlyMap<string, number>): Promise<void>;

  /** Returns the secret `name`. If there is none, stores `made` and returns it, so that all processes share one. */
  abstract ensureSecret(name: string, made: string): Promise<string>;
  abstract listSecrets(): Promise<Secret[]>;
  /** Stores the secret in place of one of the same name. */
  abstract setSecret(secret: Secret): Promise<void>;
}
