import {
  AccountStore,
  type ApiKey,
  type Secret,
  type User,
  type UserChange,
} from '../ports/account-store.js';
import type { SqliteDatabase } from './sqlite-database.js';

export class SqliteAccountStore extends AccountStore {
  constructor(private readonly database: SqliteDatabase) {
    super();
  }

  override countUsers(): Promise<number> {
    return this.database.commit('countUsers');
  }

  override listUsers(): Promise<User[]> {
    return this.database.commit('listUsers');
  }

  override findUser(username: string): Promise<User | undefined> {
    return this.database.commit('findUser', username);
  }

  override createUser(user: User): Promise<boolean> {
    return this.database.commit('createUser', user);
  }

  override updateUser(username: string, change: UserChange): Promise<boolean> {
    return this.database.commit('updateUser', username, change);
  }

  override removeUser(username: string): Promise<boolean> {
    return this.database.commit('removeUser', username);
  }

  override listApiKeys(): Promise<ApiKey[]> {
    return this.database.commit('listApiKeys');
  }

  override findApiKey(keyHash: string): Promise<ApiKey | undefined> {
    return this.database.commit('findApiKey', keyHash);
  }

  override createApiKey(key: ApiKey): Promise<void> {
    return this.database.commit('createApiKey', key);
  }

  override removeApiKey(id: string): Promise<boolean> {
    return this.database.commit('removeApiKey', id);
  }

  override touchApiKeys(lastUsed: ReadonlyMap<string, number>): Promise<void> {
    return this.database.commit('touchApiKeys', lastUsed);
  }

  override ensureSecret(name: string, made: string): Promise<string> {
    return this.database.commit('ensureSecret', name, made);
  }

  override listSecrets(): Promise<Secret[]> {
    return this.database.commit('listSecrets');
  }

  override setSecret(secret: Secret): Promise<void> {
    return this.database.commit('setSecret', secret);
  }
}
