import type { AccountStore, User } from '../ports/account-store.js';

export const user = (username: string, more: Partial<User> = {}): User => ({
  username,
  role: 'analyst',
  passwordHash: 'hash',
  createdAt: 1_700_000_000_000,
  loginGeneration: 0,
  ...more,
});

/** Makes these users the only admins. Users with other names become analysts. */
export const makeAdmins = async (store: AccountStore, names: readonly string[]): Promise<void> => {
  for (const name of names) await store.putUser(user(name, { role: 'admin' }));
  for (const { username } of await store.listUsers()) {
    if (!names.includes(username)) await store.putUser(user(username));
  }
};

export const adminsOf = async (store: AccountStore): Promise<string[]> =>
  (await store.listUsers()).filter(({ role }) => role === 'admin').map(({ username }) => username);
