import { newLoginGeneration } from '../auth/login/logins.js';
import type { Passwords } from '../auth/login/passwords.js';
import { FIRST_ADMIN } from '../auth/users/first-login.js';
import { newAuditId } from '../store/model/audit-id.js';
import type { AccountStore } from '../store/ports/account-store.js';
import type { AuditEntry } from '../store/ports/audit-store.js';
import { CommandError } from './run-command.js';

export interface RescueOptions {
  /** The user who gets a new password. Default: FIRST_ADMIN, if there is no admin. */
  readonly reset?: string;
  /** Asks whoever runs the command, and resolves to whether the answer is yes. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface RescuedAdmin {
  readonly username: string;
  /** The new password. Only its hash is stored, so nobody can read it later. */
  readonly password: string;
}

/**
 * Gives somebody who controls this machine an admin to log in as. Without `reset`, creates the user FIRST_ADMIN, or
 * makes the existing one an admin with a new password, but only if there is no admin yet. With `reset`, gives the named
 * user a new password; a user who is no admin becomes one, but only if there is no admin. Also ends the user's logins
 * and removes the second factor, because the phone with it may be lost. The admin that is created always has the same
 * name, so that two commands at once never create two.
 * @throws CommandError
 */
export const rescueAdmin = async (
  accounts: AccountStore,
  passwords: Passwords,
  { reset, confirm, now }: RescueOptions,
): Promise<RescuedAdmin> => {
  const users = await accounts.listUsers();
  const admins = users.filter(({ role }) => role === 'admin').map(({ username }) => username);
  if (reset === undefined && admins.length > 0) {
    throw new CommandError(
      `there is an admin already (${admins.join(', ')}); --reset NAME gives an admin a new password`,
    );
  }
  const username = reset ?? FIRST_ADMIN;
  const user = users.find((each) => each.username === username);
  if (reset !== undefined && !user) throw new CommandError(`there is no user ${reset}`);
  if (user && user.role !== 'admin' && admins.length > 0) {
    throw new CommandError(`${username} is no admin; an admin can reset this password in the dashboard`);
  }
  const question = user
    ? `Give ${username} a new password and the role admin, remove the second factor, and end all logins of ${username}?`
    : `Create the admin ${username}?`;
  if (!(await confirm(question))) throw new CommandError('nothing was changed');

  const password = passwords.make();
  const account = {
    role: 'admin' as const,
    passwordHash: await passwords.hash(password),
    loginGeneration: newLoginGeneration(),
    mustChangePassword: true,
  };
  const done = user
    ? (await accounts.updateUser(username, { ...account, secondFactor: null })) === 'done'
    : await accounts.createUser({ username, createdAt: now, ...account });
  if (!done) throw new CommandError('somebody else has changed the users meanwhile; run the command again');
  return { username, password };
};

/** Returns the audit log's entry about a rescue. */
export const rescueEntry = (username: string, at: number): AuditEntry => ({
  id: newAuditId(at),
  at,
  via: 'command',
  act: 'rescue-admin',
  target: username,
  outcome: 'done',
});
