import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { SessionKey } from '../store/ports/session-store.js';
import { keyOf } from '../store/model/session-key.js';

const MAX_KEYS = 50_000;

/** Keys by user and client, so that a keepalive of a known client costs no hash. */
@Injectable()
export class KeyCache {
  private readonly keys = new LRUCache<string, SessionKey>({ max: MAX_KEYS });

  get(username: string, client: string): SessionKey {
    // Legal strings hold no NUL.
    const pair = `${username}\0${client}`;
    const known = this.keys.get(pair);
    if (known) return known;
    const key = keyOf(username, client);
    this.keys.set(pair, key);
    return key;
  }
}
