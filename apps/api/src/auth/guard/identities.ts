import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../platform/clock.js';
import { Siblings } from '../../platform/siblings.js';
import { type Identity, keyIdOf } from './caller.js';
import type { CallerLimits } from './caller-limits.js';
import type { Credential, CredentialKind } from './credential.js';

/**
 * How long an API key or a login may stay valid after another server on the same database revoked it, in milliseconds.
 * A credential that this server revokes is invalid at once, in all of its processes.
 */
export const MAX_STALENESS_MS = 5_000;

/** How much memory the cached credentials and their identities may take together, in bytes, roughly. */
export const MAX_CACHED_BYTES = 32 * 1024 * 1024;

/** The memory of one cached identity without its credential, in bytes, roughly. */
const BYTES_PER_IDENTITY = 512;

interface Entry {
  readonly identity: Identity;
  readonly from: number;
  readonly until: number;
}

/** Caches the identities of credentials: most requests of a busy caller then cost neither cryptography nor a query. */
@Injectable()
export class IdentityCache {
  private readonly entries = new LRUCache<string, Entry>({
    maxSize: MAX_CACHED_BYTES,
    sizeCalculation: (_, key) => BYTES_PER_IDENTITY + key.length,
  });
  private version = 0;

  constructor(
    private readonly clock: Clock,
    private readonly siblings: Siblings,
  ) {
    siblings.onIdentitiesChanged(() => {
      this.forget();
    });
  }

  get(key: string): Identity | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    const now = this.clock.now();
    // `now` is before `from` if the clock was set back, which must not make an entry live longer.
    return now >= entry.from && now < entry.until ? entry.identity : undefined;
  }

  /**
   * Must be called before an identity is looked up. Returns the function that stores the identity that was found.
   * The function does nothing if the cache was cleared in between, because the lookup may have read data from before
   * the change.
   */
  beginLookup(key: string): (identity: Identity) => void {
    const { version } = this;
    return (identity) => {
      if (version !== this.version) return;
      const from = this.clock.now();
      const { checkedUntil = from + MAX_STALENESS_MS, expiresAt } = identity;
      this.entries.set(key, { identity, from, until: Math.min(checkedUntil, expiresAt) });
    };
  }

  /**
   * Empties the cache, and the caches of the server's other processes. Must be called after each change or removal of a
   * stored user, login or key, and the change must not be answered before this resolves.
   */
  async clear(): Promise<void> {
    this.forget();
    await this.siblings.tellIdentitiesChanged();
  }

  private forget(): void {
    this.version++;
    this.entries.clear();
  }
}

/**
 * Resolves to the owner of a credential. Rejects with an UnauthorizedException, whose message may be shown, or with
 * another error if the store or the issuer of a token does not answer.
 * @param isDoubtful whether the credential is probably made up, and should cost no query of its own
 */
export type Identify = (credential: string, isDoubtful: boolean) => Promise<Identity>;

/** Finds the owner of a credential, from the cache if possible. */
export class Identities {
  constructor(
    private readonly cache: IdentityCache,
    private readonly identify: Readonly<Record<CredentialKind, Identify>>,
    private readonly noteKeyUse: (keyId: string) => void,
    private readonly limits: Pick<CallerLimits, 'isExhausted'>,
  ) {}

  /**
   * Returns a cached identity without a promise. Otherwise looks the identity up; rejects like {@link Identify}. Once
   * an address has sent too many wrong credentials, each credential from it is looked up as doubtful: see
   * {@link Identify}.
   */
  of(credential: Credential, request: FastifyRequest): Identity | Promise<Identity> {
    const key = `${credential.kind} ${credential.value}`;
    const cached = this.cache.get(key);
    if (!cached) return this.lookUp(key, credential, request);
    this.noteUse(cached);
    return cached;
  }

  private async lookUp(key: string, { kind, value }: Credential, request: FastifyRequest): Promise<Identity> {
    const store = this.cache.beginLookup(key);
    const identity = await this.identify[kind](value, this.limits.isExhausted(request));
    store(identity);
    this.noteUse(identity);
    return identity;
  }

  private noteUse({ caller }: Identity): void {
    const keyId = keyIdOf(caller);
    if (keyId !== undefined) this.noteKeyUse(keyId);
  }
}
