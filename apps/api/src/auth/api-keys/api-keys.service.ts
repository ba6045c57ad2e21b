import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable, NotFoundException, UnauthorizedException } from '@nestjs/common';
import {
  lesserRole,
  type Role,
  toMillisecondsIfSet,
  toSeconds,
  type ApiKeyAnswer,
  type ApiKeyWithSecretAnswer,
  type CreateApiKeyBody,
} from '@dwell/shared';
import { Clock } from '../../platform/clock.js';
import { normalizeTypedOrigin } from '../../platform/settings/origin.js';
import { AccountStore, type ApiKey } from '../../store/ports/account-store.js';
import { API_KEY_PREFIX } from '../guard/credential.js';
import { IdentityCache } from '../guard/identities.js';
import type { Identity } from '../guard/caller.js';
import { KeyList } from './key-list.js';
import { KeyUsage } from './key-usage.js';

export const NO_API_KEY = 'There is no API key of this id';

const KEY_BYTES = 32;
const KEY_FORMAT = new RegExp(`^${API_KEY_PREFIX}[\\w-]{43}$`);

/**
 * Manages API keys, and finds the identity of a key. Stores the SHA-256 of a key instead of the key itself. A slow hash
 * is not needed, because nobody can guess 256 random bits.
 */
@Injectable()
export class ApiKeys {
  private readonly known: KeyList;

  constructor(
    private readonly accounts: AccountStore,
    private readonly usage: KeyUsage,
    private readonly cache: IdentityCache,
    private readonly clock: Clock,
  ) {
    this.known = new KeyList(accounts, clock);
  }

  /**
   * Creates a key. Only this answer shows the key itself.
   * @param createdBy the account whose role limits the role of the key; undefined if the caller has no account
   */
  async create(
    { name, role, username, session_data, origins = [], expires_at }: CreateApiKeyBody,
    createdBy?: string,
  ): Promise<ApiKeyWithSecretAnswer> {
    const now = this.clock.now();
    const expiresAt = toMillisecondsIfSet(expires_at);
    const key = API_KEY_PREFIX + randomBytes(KEY_BYTES).toString('base64url');
    const kept: ApiKey = {
      id: randomUUID(),
      name,
      role,
      username,
      keyHash: hashOf(key),
      createdAt: now,
      sessionData: session_data ?? false,
      origins: origins.map((text) => normalizeTypedOrigin(text) ?? text),
      expiresAt,
      createdBy,
    };
    await this.accounts.createApiKey(kept);
    this.known.forget();
    return { ...answer(kept, now), key };
  }

  async list(): Promise<ApiKeyAnswer[]> {
    await this.usage.flush();
    const keys = await this.accounts.listApiKeys();
    const now = this.clock.now();
    return keys.map((key) => answer(key, now));
  }

  /** @throws NotFoundException */
  async remove(id: string): Promise<void> {
    if (!(await this.accounts.removeApiKey(id))) throw new NotFoundException(NO_API_KEY);
    await this.cache.clear();
  }

  /**
   * Resolves to the identity of a key.
   * @param isDoubtful whether the key is probably made up. The key is then looked up only if it is in the list of all
   * keys, which is read at most once a second.
   * @throws UnauthorizedException
   */
  async identify(key: string, isDoubtful: boolean): Promise<Identity> {
    const found = await this.find(key, isDoubtful);
    if (!found) throw new UnauthorizedException('The API key is not valid');
    const { id, username, expiresAt = Infinity, sessionData, origins, createdBy } = found;
    if (this.clock.now() >= expiresAt) throw new UnauthorizedException('The API key has expired');
    const role = await this.roleOf(found);
    return {
      caller: { username, role, via: 'api-key', client: id, account: createdBy },
      expiresAt,
      limits: { sessionData, origins: new Set(origins) },
    };
  }

  private async find(key: string, isDoubtful: boolean): Promise<ApiKey | undefined> {
    if (!KEY_FORMAT.test(key)) return undefined;
    const hash = hashOf(key);
    if (isDoubtful && !(await this.known.has(hash))) return undefined;
    return this.accounts.findApiKey(hash);
  }

  /**
   * Resolves to the key's role, but at most the role of the admin whose account made the key (a key that was made
   * without an account has no such limit), and at most the role of the user that the key is bound to, if that user has
   * an account. If the admin was removed, the key has the role reporter: it still records keepalives, so that the pages
   * that use it go on working.
   */
  private async roleOf({ role, createdBy, createdAt, username }: ApiKey): Promise<Role> {
    const find = async (name: string | undefined) =>
      name === undefined ? undefined : this.accounts.findUser(name);
    const [named, owner] = await Promise.all([find(createdBy), find(username)]);
    // If the account is younger than the key, its owner did not make the key: the admin was removed, and the name was
    // given to somebody else.
    const maker = named && named.createdAt <= createdAt ? named : undefined;
    const asMaker = createdBy === undefined ? role : lesserRole(role, maker?.role ?? 'reporter');
    return lesserRole(asMaker, owner?.role ?? asMaker);
  }
}

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/**
 * Converts a key to its wire form. After the clock was set back, a key's last use may lie in the future; the answer
 * then shows `now`.
 */
const answer = (key: ApiKey, now: number): ApiKeyAnswer => ({
  id: key.id,
  name: key.name,
  role: key.role,
  username: key.username ?? null,
  session_data: key.sessionData,
  origins: [...key.origins],
  expires_at: key.expiresAt === undefined ? null : toSeconds(key.expiresAt),
  created_at: toSeconds(key.createdAt),
  created_by: key.createdBy ?? null,
  last_used: key.lastUsed === undefined ? null : toSeconds(Math.min(key.lastUsed, now)),
});
