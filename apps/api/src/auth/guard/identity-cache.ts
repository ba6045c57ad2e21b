import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../platform/clock.js';
import type { Identity } from './identity.js';

/**
 * How long a credential may go on counting after another process ended it, in milliseconds.
 * What this process ends, ends at once.
 */
export const MAX_STALENESS_MS = 5_000;

/** Credentials that are remembered, and the characters that all of them may have together. */
export const MAX_CACHED_CREDENTIALS = 50_000;
export const MAX_CACHED_CHARACTERS = 16 * 1024 * 1024;

interface Entry {
  readonly identity: Identity;
  readonly from: number;
  readonly until: number;
}

/** Remembers whom credentials stand for, so that a busy caller costs neither cryptography nor a look into the store. */
@Injectable()
export class IdentityCache {
  private readonly entries = new LRUCache<string, Entry>({
    max: MAX_CACHED_CREDENTIALS,
    maxSize: MAX_CACHED_CHARACTERS,
    sizeCalculation: (_, key) => key.length,
  });
  private version = 0;

  constructor(private readonly clock: Clock) {}

  get(key: string): Identity | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    const now = this.clock.now();
    // A clock that was set back must not make an entry live longer.
    return now >= entry.from && now < entry.until ? entry.identity : undefined;
  }

  /**
   * To be called before an identity is looked up: gives the function that remembers what was found. It does nothing
   * where a change came in between, as the look-up may have seen the time before it.
   */
  beginLookup(key: string): (identity: Identity) => void {
    const { version } = this;
    return (identity) => {
      if (version !== this.version) return;
      const from = this.clock.now();
      this.entries.set(key, { identity, from, until: Math.min(from + MAX_STALENESS_MS, identity.expiresAt) });
    };
  }

  /** To be called after each change of a user, a login or a key has been stored. */
  clear(): void {
    this.version++;
    this.entries.clear();
  }
}
