import { createHash } from 'node:crypto';
import { recentEntries } from '../../platform/recent-entries.js';
import type { SessionKey } from '../ports/session-store.js';

/**
 * Returns the key of a user's client. The hashed text starts with the username's length, so that two different pairs
 * never have the same text.
 */
export const keyOf = (username: string, client: string): SessionKey => ({
  username,
  client,
  hash: createHash('sha256')
    .update(`${Buffer.byteLength(username)}:${username}${client}`)
    .digest('hex'),
});

const MAX_CACHED_KEYS = 50_000;

/** Caches keys, so that a keepalive of a known client costs no hash. */
export class SessionKeyCache {
  private readonly keys = recentEntries<SessionKey>(MAX_CACHED_KEYS);

  get(username: string, client: string): SessionKey {
    // NUL separates the two, because neither of them may contain it.
    const pair = `${username}\0${client}`;
    const cached = this.keys.get(pair);
    if (cached) return cached;
    const key = keyOf(username, client);
    this.keys.set(pair, key);
    return key;
  }
}

/**
 * Returns the id of a key's n-th session: a UUIDv8 of the key's hash and n. Two processes that create the same session
 * therefore conflict, and never store it twice.
 */
export const sessionIdOf = (key: SessionKey, ordinal: number): string => {
  const bytes = createHash('sha256').update(`${key.hash}:${ordinal}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** Returns the identifier that answers show for a key's sessions: base64 of `username_client`. */
export const beakerIdOf = ({ username, client }: SessionKey): string =>
  Buffer.from(`${username}_${client}`).toString('base64');
