import type { Role } from '@dwell/shared';

/** What a user needs to log in besides the password: an app that makes codes, or else one of the recovery codes. */
export interface SecondFactor {
  /** The secret from which the app makes codes, encrypted. */
  readonly sealedSecret: string;
  /** The number of the time step whose code was used last. A code of this step or of an earlier one is refused. */
  readonly usedStep: number;
  /** The SHA-256 of each recovery code that has not been used yet, in hex. */
  readonly recoveryHashes: readonly string[];
}

/** A user who may log in. Times in epoch milliseconds. */
export interface User {
  readonly username: string;
  readonly role: Role;
  /** The scrypt hash with its salt and cost parameters. */
  readonly passwordHash: string;
  readonly createdAt: number;
  /**
   * Each login stores the number that the user had when the login began. A login is valid only while the user still has
   * that number, so a new number ends all earlier logins.
   */
  readonly loginGeneration: number;
  /** True if somebody else knows the password: the user must change it before anything else. */
  readonly mustChangePassword?: boolean;
  /** Absent if the password is enough. */
  readonly secondFactor?: SecondFactor;
}

/** An API key. Only the hash of the key itself is stored. Times in epoch milliseconds. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The user whom the key reports for. If absent, each call names the user. */
  readonly username?: string;
  /** Lower-case hex of the key's SHA-256. */
  readonly keyHash: string;
  readonly createdAt: number;
  readonly lastUsed?: number;
  /** Whether the key may use session data besides what its role allows. */
  readonly sessionData: boolean;
  /** The only origins whose pages may use the key, normalised; empty if there is no such limit. */
  readonly origins: readonly string[];
  /** From this time on the key is refused. */
  readonly expiresAt?: number;
  /**
   * The user who made the key. The key acts with at most the role that this user has now, and as a reporter once the
   * user is removed. Absent if the key was made without an account, and in keys of older versions.
   */
  readonly createdBy?: string;
}

/**
 * The fields of a user to change. A `secondFactor` of null removes the second factor; to change it, use
 * `changeSecondFactor`.
 */
export type UserChange = Partial<Omit<User, 'username' | 'secondFactor'>> & { readonly secondFactor?: null };

/** The outcome of a change or a removal of a user. `last-admin`: it was refused, because no admin would be left. */
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
  /** Stores a new user, and returns true. Returns false if the username is taken. */
  abstract createUser(user: User): Promise<boolean>;
  /** Changes the user. Refuses to give the last admin another role. The check and the change are one step. */
  abstract updateUser(username: string, change: UserChange): Promise<UserOutcome>;
  /**
   * Changes the user if the user's loginGeneration still is `generation`, in one step. Returns false if it is not, or
   * if there is no such user. So a change that takes a while never overwrites one that ended the user's logins
   * meanwhile.
   */
  abstract updateUserOfGeneration(
    username: string,
    generation: number,
    change: Omit<UserChange, 'role'>,
  ): Promise<boolean>;
  /**
   * Stores `after` if the user's second factor and loginGeneration still are those of `before`, in one step. Returns
   * false if they are not, or if there is no such user. So if several logins use the same code at once, it works for
   * only one of them.
   * @param loginGeneration if given, the user's new number: see {@link User.loginGeneration}
   */
  abstract changeSecondFactor(before: User, after: SecondFactor, loginGeneration?: number): Promise<boolean>;
  /**
   * Removes the user and the API keys that report for the user. Refuses to remove the last admin, also if several
   * admins are demoted or removed at the same time.
   */
  abstract removeUser(username: string): Promise<UserOutcome>;
  /**
   * Stores the user in place of one of the same name, for a copy of a database. Does not check that an admin is left.
   */
  abstract putUser(user: User): Promise<void>;

  abstract listApiKeys(): Promise<ApiKey[]>;
  abstract findApiKey(keyHash: string): Promise<ApiKey | undefined>;
  abstract createApiKey(key: ApiKey): Promise<void>;
  /** Removes the key, and returns true. Returns false if there is no such key. */
  abstract removeApiKey(id: string): Promise<boolean>;
  /** Stores when the keys, by id, were last used. An earlier time never replaces a later one. */
  abstract touchApiKeys(lastUsed: ReadonlyMap<string, number>): Promise<void>;

  /** Returns the secret `name`. If there is none, stores `made` and returns it, so that all processes share one. */
  abstract ensureSecret(name: string, made: string): Promise<string>;
  abstract listSecrets(): Promise<Secret[]>;
  /** Stores the secret in place of one of the same name. */
  abstract setSecret(secret: Secret): Promise<void>;
}
