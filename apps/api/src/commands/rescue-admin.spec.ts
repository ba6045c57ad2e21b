import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Passwords } from '../auth/login/passwords.js';
import { readSettings } from '../platform/settings/read-settings.js';
import type { Database } from '../store/ports/database.js';
import { openMainDatabase } from '../store/open-database.js';
import { user } from '../store/testing/accounts.js';
import { temporaryFolder } from '../store/testing/temporary-folder.js';
import { rescueAdmin } from './rescue-admin.js';
import { CommandError } from './run-command.js';

const passwords = new Passwords({ N: 16, r: 1, p: 1 });

describe('npm run admin', () => {
  const folder = temporaryFolder();
  let database: Database;
  let opened = 0;
  beforeEach(async () => {
    const settings = readSettings({ DATABASE_URL: `file:./${opened++}.db` }, folder.path);
    database = await openMainDatabase(settings);
  });
  afterEach(() => database.close());
  afterAll(folder.remove);

  const rescue = (reset?: string, answer = true) =>
    rescueAdmin(database.accounts, passwords, { reset, confirm: async () => answer, now: 1_000 });
  const find = async (username: string) => database.accounts.findUser(username);

  it('creates an admin with a generated password in a database without users', async () => {
    const { username, password } = await rescue();
    const admin = await find(username);
    expect(admin).toMatchObject({
      username: 'admin',
      role: 'admin',
      createdAt: 1_000,
      mustChangePassword: true,
    });
    expect(await passwords.verify(password, admin?.passwordHash)).toBe(true);
  });

  it('makes the user "admin" an admin again if there is none', async () => {
    await database.accounts.createUser(user('admin', { role: 'reporter' }));
    await rescue();
    expect(await find('admin')).toMatchObject({ role: 'admin' });
  });

  it('refuses while there is an admin, and names the admin', async () => {
    await database.accounts.createUser(user('ada', { role: 'admin' }));
    await expect(rescue()).rejects.toThrow(/an admin already \(ada\)/);
    expect(await database.accounts.countUsers()).toBe(1);
  });

  it('gives an admin a new password with --reset, ends the logins, and removes the second factor', async () => {
    const secondFactor = { sealedSecret: 's', usedStep: 1, recoveryHashes: [] };
    const before = user('ada', { role: 'admin', secondFactor });
    await database.accounts.createUser(before);
    const { password } = await rescue('ada');
    const after = await find('ada');
    expect(await passwords.verify(password, after?.passwordHash)).toBe(true);
    expect(after?.mustChangePassword).toBe(true);
    expect(after?.loginGeneration).not.toBe(before.loginGeneration);
    expect(after?.secondFactor).toBeUndefined();
  });

  it('makes nobody an admin with --reset while there is another admin', async () => {
    await database.accounts.createUser(user('ada', { role: 'admin' }));
    await database.accounts.createUser(user('ben'));
    await expect(rescue('ben')).rejects.toThrow(CommandError);
    expect(await find('ben')).toEqual(user('ben'));
  });

  it('refuses to reset an unknown user', async () => {
    await expect(rescue('nobody')).rejects.toThrow('there is no user nobody');
  });

  it('changes nothing if the answer is not yes', async () => {
    await expect(rescue(undefined, false)).rejects.toThrow('nothing was changed');
    expect(await database.accounts.countUsers()).toBe(0);
  });
});
