import { type DynamicModule, Module } from '@nestjs/common';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { ApiKeys } from './api-keys/api-keys.service.js';
import { KeyUsage } from './api-keys/key-usage.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditLog } from './audit/audit-log.js';
import { Codes } from './codes/codes.js';
import { SecretBox } from './codes/secret-box.js';
import { AuditedRefusals } from './audit/audited-refusals.js';
import { CallerGuard } from './guard/caller.guard.js';
import { CallerLimits } from './guard/caller-limits.js';
import { Identities, IdentityCache } from './guard/identities.js';
import { TokenGroupRecorder } from './jwt/token-groups.js';
import { Tokens } from './jwt/tokens.js';
import { AccountService } from './login/account.service.js';
import { AuthController } from './login/auth.controller.js';
import { IdentityCheck } from './login/identity-check.js';
import { KnownDevices } from './login/known-devices.js';
import { LoginAttempts } from './login/login-attempts.js';
import { Logins } from './login/logins.js';
import { OwnLogins } from './login/own-logins.js';
import { OwnLoginsController } from './login/own-logins.controller.js';
import { type PasswordCost, Passwords } from './login/passwords.js';
import { SigningSecrets } from './login/signing-secrets.js';
import { SecondFactorController } from './second-factor/second-factor.controller.js';
import { SecondFactorService } from './second-factor/second-factor.service.js';
import { RefusedCalls } from './guard/refused-calls.js';
import { SameOriginGuard } from './guard/same-origin.guard.js';
import { FirstStart } from './users/first-start.js';
import { UsersController } from './users/users.controller.js';
import { UsersService } from './users/users.service.js';

/**
 * Finds out who calls, and serves the routes about logins, users, API keys and the audit log. Needs a global module
 * that provides Settings, Clock, Siblings, Counters, Origins, AccountStore, AuditStore, GroupStore, LoginStore and
 * SavedViewStore.
 */
@Module({
  controllers: [
    AuditController,
    AuthController,
    OwnLoginsController,
    SecondFactorController,
    UsersController,
    ApiKeysController,
  ],
  providers: [
    CallerGuard,
    CallerLimits,
    SameOriginGuard,
    IdentityCache,
    {
      provide: Identities,
      useFactory: (
        cache: IdentityCache,
        logins: Logins,
        apiKeys: ApiKeys,
        tokens: Tokens,
        usage: KeyUsage,
        limits: CallerLimits,
      ) =>
        new Identities(
          cache,
          {
            login: (cookies) => logins.identify(cookies),
            'api-key': (key, isDoubtful) => apiKeys.identify(key, isDoubtful),
            jwt: (token) => tokens.identify(token),
          },
          (keyId) => usage.note(keyId),
          limits,
        ),
      inject: [IdentityCache, Logins, ApiKeys, Tokens, KeyUsage, CallerLimits],
    },
    AccountService,
    AuditLog,
    { provide: RefusedCalls, useClass: AuditedRefusals },
    Codes,
    IdentityCheck,
    KnownDevices,
    LoginAttempts,
    Logins,
    OwnLogins,
    SecondFactorService,
    SecretBox,
    SigningSecrets,
    UsersService,
    FirstStart,
    ApiKeys,
    KeyUsage,
    Tokens,
    TokenGroupRecorder,
  ],
  exports: [
    AuditLog,
    RefusedCalls,
    CallerGuard,
    CallerLimits,
    FirstStart,
    Identities,
    KeyUsage,
    Logins,
    SameOriginGuard,
  ],
})
export class AuthModule {
  static with(passwordCost: PasswordCost): DynamicModule {
    return {
      module: AuthModule,
      providers: [{ provide: Passwords, useFactory: () => new Passwords(passwordCost) }],
    };
  }
}
