import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { AccountStore, type SecondFactor, type User } from '../../store/ports/account-store.js';
import { AuditLog } from '../audit/audit-log.js';
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-codes.js';
import { SecretBox } from './secret-box.js';
import { findStep, isUsed } from './totp.js';

const APP_CODE = /^\d{6}$/;

/** Makes second factors, and checks the codes that users enter. Each code is accepted once. */
@Injectable()
export class Codes {
  private readonly logger = new Logger('second factor');

  constructor(
    private readonly accounts: AccountStore,
    private readonly box: SecretBox,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Makes a second factor if `code` is a current code of an app that has `secret`. This code counts as used. Resolves
   * to the second factor and its recovery codes; to undefined if the code is wrong.
   */
  async make(
    username: string,
    secret: string,
    code: string,
  ): Promise<{ factor: SecondFactor; recoveryCodes: string[] } | undefined> {
    const usedStep = findStep(secret, withoutBlanks(code), this.clock.now());
    if (usedStep === undefined) return undefined;
    const recoveryCodes = makeRecoveryCodes();
    const sealedSecret = await this.box.seal(secret, contextOf(username));
    return {
      factor: { sealedSecret, usedStep, recoveryHashes: recoveryCodes.map(hashRecoveryCode) },
      recoveryCodes,
    };
  }

  /**
   * Resolves to whether the code is right and unused, and if so, uses it up.
   * @param code a code of the app, or a recovery code
   * @param address the network address that sent the code, for the audit log
   */
  async use(user: User, code: string, address: string): Promise<boolean> {
    const { username } = user;
    const digits = withoutBlanks(code);
    if (APP_CODE.test(digits))
      return this.change(user, (factor) => this.useAppCode(username, factor, digits));
    const hash = hashRecoveryCode(code);
    let left = 0;
    const isRight = await this.change(user, async (factor) => {
      const recoveryHashes = factor.recoveryHashes.filter((each) => each !== hash);
      left = recoveryHashes.length;
      return left < factor.recoveryHashes.length ? { ...factor, recoveryHashes } : undefined;
    });
    if (isRight) {
      await this.audit.add({
        act: 'use-recovery-code',
        actor: username,
        via: 'login',
        address,
        detail: `${left} left`,
        outcome: 'done',
      });
    }
    return isRight;
  }

  /**
   * Replaces the recovery codes and resolves to the new ones. Resolves to undefined if the user has no second factor,
   * or if the logins of the user have been ended since `user` was read; turning the second factor off ends them, too.
   */
  async renew(user: User): Promise<string[] | undefined> {
    const recoveryCodes = makeRecoveryCodes();
    const recoveryHashes = recoveryCodes.map(hashRecoveryCode);
    const isDone = await this.change(user, async (factor) => ({ ...factor, recoveryHashes }));
    return isDone ? recoveryCodes : undefined;
  }

  private async useAppCode(
    username: string,
    factor: SecondFactor,
    code: string,
  ): Promise<SecondFactor | undefined> {
    const secret = await this.box.open(factor.sealedSecret, contextOf(username));
    if (secret === undefined) {
      this.logger.warn(
        `The second factor of ${username} was encrypted with a secret that SESSION_SECRETS does not have any more: only recovery codes are accepted`,
      );
      return undefined;
    }
    const now = this.clock.now();
    const step = findStep(secret, code, now);
    if (step === undefined || isUsed(step, factor.usedStep, now)) return undefined;
    // The secret is encrypted again, so that the newest of SESSION_SECRETS protects it.
    return { ...factor, usedStep: step, sealedSecret: await this.box.seal(secret, contextOf(username)) };
  }

  /**
   * Stores the second factor that `change` resolves to, and resolves to whether it was stored. Calls `change` again if
   * somebody else has changed the second factor meanwhile. Stores nothing if `change` resolves to undefined, or if the
   * logins of the user have been ended since `user` was read.
   */
  private async change(
    user: User,
    change: (factor: SecondFactor) => Promise<SecondFactor | undefined>,
  ): Promise<boolean> {
    let current: User | undefined = user;
    while (current?.secondFactor && current.loginGeneration === user.loginGeneration) {
      const changed = await change(current.secondFactor);
      if (!changed) return false;
      if (await this.accounts.changeSecondFactor(current, changed)) return true;
      current = await this.accounts.findUser(user.username);
    }
    return false;
  }
}

const withoutBlanks = (code: string): string => code.replace(/\s/g, '');

const contextOf = (username: string): string[] => ['stored', username];
