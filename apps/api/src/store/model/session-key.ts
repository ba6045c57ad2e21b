import { createHash } from 'node:crypto';
import type { SessionKey } from '../ports/session-store.js';

/** The key of a user's client. The username's length goes first, so that no two pairs look the same. */
export const keyOf = (username: string, client: string): SessionKey => ({
  username,
  client,
  hash: createHash('sha256')
    .update(`${Buffer.byteLength(username)}:${username}${client}`)
    .digest('hex'),
});

/**
 * The id of a key's n-th session: a UUIDv8 of the key's hash and n. Creating the same session twice, in
 * whichever process, is thus a conflict and never a second session.
 */
export const sessionIdOf = (key: SessionKey, ordinal: number): string => {
  const bytes = createHash('sha256').update(`${key.hash}:${ordinal}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** The identifier under which a key's sessions are shown: base64 of `username_client`. */
export const beakerIdOf = ({ username, client }: SessionKey): string =>
  Buffer.from(`${username}_${client}`).toString('base64');
