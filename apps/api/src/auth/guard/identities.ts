import { Injectable } from '@nestjs/common';
import { ApiKeys } from '../api-keys/api-keys.service.js';
import { KeyUsage } from '../api-keys/key-usage.js';
import type { Credential, CredentialKind } from './credential.js';
import { IdentityCache } from './identity-cache.js';
import type { Identity } from './identity.js';
import { Tokens } from '../jwt/tokens.js';
import { Logins } from '../login/logins.js';

/** Finds whom a credential stands for. */
@Injectable()
export class Identities {
  private readonly finders: Record<CredentialKind, (value: string) => Promise<Identity>>;

  constructor(
    logins: Logins,
    apiKeys: ApiKeys,
    tokens: Tokens,
    private readonly cache: IdentityCache,
    private readonly keyUsage: KeyUsage,
  ) {
    this.finders = {
      login: (value) => logins.identify(value),
      'api-key': (value) => apiKeys.identify(value),
      jwt: (value) => tokens.identify(value),
    };
  }

  /**
   * Answers without a promise where the credential is remembered.
   * @throws UnauthorizedException, with a reason that may be shown
   */
  of(credential: Credential): Identity | Promise<Identity> {
    const key = `${credential.kind} ${credential.value}`;
    const remembered = this.cache.get(key);
    if (!remembered) return this.find(key, credential);
    this.noteUse(remembered);
    return remembered;
  }

  private async find(key: string, { kind, value }: Credential): Promise<Identity> {
    const remember = this.cache.beginLookup(key);
    const identity = await this.finders[kind](value);
    remember(identity);
    this.noteUse(identity);
    return identity;
  }

  private noteUse({ keyId }: Identity): void {
    if (keyId !== undefined) this.keyUsage.note(keyId);
  }
}
