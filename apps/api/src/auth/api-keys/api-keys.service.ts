import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable, NotFoundException, UnauthorizedException } from '@nestjs/common';
import {
  toSeconds,
  type ApiKeyAnswer,
  type ApiKeyWithSecretAnswer,
  type CreateApiKeyBody,
} from '@dwell/shared';
import { Clock } from '../../platform/clock.js';
import { AccountStore, type ApiKey } from '../../store/ports/account-store.js';
import { API_KEY_PREFIX } from '../guard/credential.js';
import { IdentityCache } from '../guard/identities.js';
import type { Identity } from '../guard/caller.js';
import { KeyUsage } from './key-usage.js';

const KEY_BYTES = 32;
const KEY_FORMAT = new RegExp(`^${API_KEY_PREFIX}[\\w-]{43}$`);

/** Manages and identifies API keys. Stores them as fast hashes, because nobody can guess 256 random bits. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly accounts: AccountStore,
    private readonly usage: KeyUsage,
    private readonly cache: IdentityCache,
    private readonly clock: Clock,
  ) {}

  async create({ name, role, username }: CreateApiKeyBody): Promise<ApiKeyWithSecretAnswer> {
    const key = API_KEY_PREFIX + randomBytes(KEY_BYTES).toString('base64url');
    const kept: ApiKey = {
      id: randomUUID(),
      name,
      role,
      username,
      keyHash: hashOf(key),
      createdAt: this.clock.now(),
    };
    await this.accounts.createApiKey(kept);
    return { ...answer(kept, kept.createdAt), key };
  }

  async list(): Promise<ApiKeyAnswer[]> {
    await this.usage.flush();
    const keys = await this.accounts.listApiKeys();
    const now = this.clock.now();
    return keys.map((key) => answer(key, now));
  }

  /** @throws NotFoundException */
  async remove(id: string): Promise<void> {
    if (!(await this.accounts.removeApiKey(id)))
      throw new NotFoundException('There is no API key of this id');
    this.cache.clear();
  }

  /** @throws UnauthorizedException */
  async identify(key: string): Promise<Identity> {
    const found = KEY_FORMAT.test(key) ? await this.accounts.findApiKey(hashOf(key)) : undefined;
    if (!found) throw new UnauthorizedException('The API key is not valid');
    const { id, role, username } = found;
    return { caller: { username, role, via: 'api-key', client: id }, expiresAt: Infinity, keyId: id };
  }
}

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** A key that was used before the clock was set back has a last use in the future, for which `now` is answered. */
const answer = ({ id, name, role, username, createdAt, lastUsed }: ApiKey, now: number): ApiKeyAnswer => ({
  id,
  name,
  role,
  username: username ?? null,
  created_at: toSeconds(createdAt),
  last_used: lastUsed === undefined ? null : toSeconds(Math.min(lastUsed, now)),
});
