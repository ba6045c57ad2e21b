import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import {
  toSeconds,
  type CreateUserBody,
  type Role,
  type UserAnswer,
  type UserWithPasswordAnswer,
} from '@dwell/shared';
import { Clock } from '../../platform/clock.js';
import { AccountStore, type User } from '../../store/ports/account-store.js';
import { SavedViewStore } from '../../store/ports/saved-view-store.js';
import type { Caller } from '../guard/caller.js';
import { IdentityCache } from '../guard/identities.js';
import { expectDone, NO_USER } from '../login/expect-done.js';
import { Logins, newLoginGeneration, type Exchange } from '../login/logins.js';
import { Passwords } from '../login/passwords.js';

export const USERNAME_TAKEN = 'There is a user of this name already';
export const NO_SECOND_FACTOR = 'This user has no second factor';

/** Lists, creates, changes and removes users for admins. */
@Injectable()
export class UsersService {
  constructor(
    private readonly accounts: AccountStore,
    private readonly savedViews: SavedViewStore,
    private readonly passwords: Passwords,
    private readonly logins: Logins,
    private readonly cache: IdentityCache,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<UserAnswer[]> {
    return (await this.accounts.listUsers()).map(answer);
  }

  /**
   * Creates a user. If no password is given, generates one and shows it in the answer.
   * @throws ConflictException if the name is taken
   */
  async create({
    username,
    password,
    role,
    must_change_password,
  }: CreateUserBody): Promise<UserWithPasswordAnswer> {
    const chosen = password ?? this.passwords.make();
    const user: User = {
      username,
      role: role ?? 'analyst',
      passwordHash: await this.passwords.hash(chosen),
      createdAt: this.clock.now(),
      loginGeneration: newLoginGeneration(),
      mustChangePassword: must_change_password ?? true,
    };
    if (!(await this.accounts.createUser(user))) {
      throw new ConflictException(USERNAME_TAKEN);
    }
    return password === chosen ? answer(user) : { ...answer(user), password: chosen };
  }

  /**
   * Changes the role and ends all logins of the user, so that a stolen session id never gains rights. Does nothing if
   * the user has the role already. Callers who change their own role with a login get a new login on this device.
   * @throws NotFoundException, ConflictException if no admin would be left
   */
  async changeRole(username: string, role: Role, caller: Caller, exchange: Exchange): Promise<UserAnswer> {
    const user = await this.find(username);
    if (user.role === role) return answer(user);
    const changed = await this.logins.endAll(user, { role });
    // A login that has ended meanwhile gets no new login in its place.
    const isOwn = caller.via === 'login' && caller.username === username;
    if (isOwn && caller.loginGeneration === user.loginGeneration) await this.logins.begin(changed, exchange);
    return answer(changed);
  }

  /**
   * Generates a new password, which the user must change, shows it in the answer, and ends all logins of the user.
   * @throws NotFoundException
   */
  async reset(username: string): Promise<UserWithPasswordAnswer> {
    const user = await this.find(username);
    const password = this.passwords.make();
    await this.logins.endAll(user, {
      passwordHash: await this.passwords.hash(password),
      mustChangePassword: true,
    });
    return { ...answer(user), password };
  }

  /**
   * Removes the second factor of a user, for example of one who has lost the phone, and ends all logins of that user.
   * Admins can't remove their own this way: a stolen login of an admin must not be enough for that.
   * @throws NotFoundException, ConflictException if there is none, or if it is the caller's own
   */
  async removeSecondFactor(username: string, caller: Caller): Promise<void> {
    // An API key that an admin made counts as this admin.
    if (username === caller.username || username === caller.account) {
      throw new ConflictException('Turn off your own second factor in the menu of your account');
    }
    const user = await this.find(username);
    if (!user.secondFactor) throw new ConflictException(NO_SECOND_FACTOR);
    await this.logins.endAll(user, { secondFactor: null });
  }

  /** Ends all logins of the user. @throws NotFoundException */
  async endLogins(username: string): Promise<void> {
    await this.logins.endAll(await this.find(username));
  }

  /**
   * Removes the user, the API keys that are bound to the user, and the saved views that the user does not share. The
   * user's logins end.
   * @throws NotFoundException, ConflictException for the last admin
   */
  async remove(username: string): Promise<void> {
    try {
      const outcome = await this.accounts.removeUser(username);
      // A user whom only tokens name has no account, and keeps the saved views.
      if (outcome === 'done') await this.savedViews.removePrivateViews(username);
      expectDone(outcome);
    } finally {
      // Is needed also if the removal failed, because it may have removed the API keys before it failed.
      await this.cache.clear();
    }
  }

  private async find(username: string): Promise<User> {
    const user = await this.accounts.findUser(username);
    if (!user) throw new NotFoundException(NO_USER);
    return user;
  }
}

const answer = ({ username, role, createdAt, secondFactor }: User): UserAnswer => ({
  username,
  role,
  created_at: toSeconds(createdAt),
  second_factor: secondFactor !== undefined,
});
