import { ConflictException, Injectable } from '@nestjs/common';
import { Settings } from '../../platform/settings/settings.js';
import { AccountStore } from '../../store/ports/account-store.js';
import { AuditLog } from '../audit/audit-log.js';
import { FIRST_ADMIN } from './first-login.js';
import { UsersService } from './users.service.js';

/** Creates the first account, so that somebody can log in. */
@Injectable()
export class FirstStart {
  private done = false;

  constructor(
    private readonly accounts: AccountStore,
    private readonly users: UsersService,
    private readonly settings: Settings,
    private readonly audit: AuditLog,
  ) {}

  /** Whether {@link ensureAdmin} has succeeded in this process, so that there is an account to log in to. */
  get isDone(): boolean {
    return this.done;
  }

  /**
   * Creates the admin if there are no users yet. The password is ADMIN_PASSWORD. If that is not set, generates a
   * password and resolves to it; otherwise resolves to undefined. Only a hash of the password is stored, so this is the
   * only chance to show it.
   */
  async ensureAdmin(): Promise<string | undefined> {
    const password = await this.createIfMissing();
    this.done = true;
    return password;
  }

  private async createIfMissing(): Promise<string | undefined> {
    if ((await this.accounts.countUsers()) > 0) return undefined;
    try {
      const { adminPassword } = this.settings;
      const user = await this.users.create({
        username: FIRST_ADMIN,
        password: adminPassword,
        role: 'admin',
        // A generated password is printed and stays in logs, so it must be changed. One that the operator has set need
        // not be: programs log in with it.
        must_change_password: adminPassword === undefined,
      });
      await this.audit.add({ act: 'create-first-admin', target: FIRST_ADMIN, outcome: 'done' });
      return user.password;
    } catch (error) {
      // Another process on the same database created the admin first, and shows the password if it generated one.
      if (error instanceof ConflictException) return undefined;
      throw error;
    }
  }
}
