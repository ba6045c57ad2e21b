import { ConflictException, Injectable } from '@nestjs/common';
import { Settings } from '../../platform/settings/settings.js';
import { AccountStore } from '../../store/ports/account-store.js';
import { UsersService } from './users.service.js';

/** The name of the account that the first start makes. */
export const FIRST_ADMIN = 'admin';

/** Makes the first account, so that somebody can log in. */
@Injectable()
export class FirstStart {
  constructor(
    private readonly accounts: AccountStore,
    private readonly users: UsersService,
    private readonly settings: Settings,
  ) {}

  /**
   * Makes the admin while there are no users, with ADMIN_PASSWORD, which counts only then. Where that is not set a
   * password is made and given back: it can be shown this once.
   */
  async ensureAdmin(): Promise<string | undefined> {
    if ((await this.accounts.countUsers()) > 0) return undefined;
    try {
      const { adminPassword } = this.settings;
      const user = await this.users.create({ username: FIRST_ADMIN, password: adminPassword, role: 'admin' });
      return user.password;
    } catch (error) {
      // Another process that starts on the same database was first, and shows the password.
      if (error instanceof ConflictException) return undefined;
      throw error;
    }
  }
}
