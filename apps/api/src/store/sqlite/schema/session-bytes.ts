import { type RawBuilder, sql } from 'kysely';

/**
 * The row of a session has its id and the hash of its key as bytes, which are half as long as the texts. SQL converts
 * the texts to bytes and the bytes to digits.
 */

type Text = string | RawBuilder<string>;

/** Returns SQL for the bytes of a session's id; null for a text that is no hexadecimal number. */
export const idBytes = (id: Text): RawBuilder<Uint8Array> => sql`unhex(${id}, '-')`;

/** Returns SQL for the bytes of the hash of a session's key. */
export const hashBytes = (hash: Text): RawBuilder<Uint8Array> => sql`unhex(${hash})`;

/** Selects the id of a session and the hash of its key as hexadecimal digits in upper case. */
export const SESSION_DIGITS = [
  sql<string>`hex(id)`.as('id'),
  sql<string>`hex(key_hash)`.as('key_hash'),
] as const;

/** Returns the id of a session, as sessionIdOf writes it. */
export const idOf = (digits: string): string => {
  const text = digits.toLowerCase();
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
};

/** Returns the hash of the key of a session. */
export const hashOf = (digits: string): string => digits.toLowerCase();

/**
 * Returns the condition for the sessions of a key. The index session_by_key has only the first bytes of the hash, which
 * hardly any two keys share.
 */
export const hasKey = (hash: Text): RawBuilder<boolean> => sql`(substr(key_hash, 1, 8), key_hash) = (
  select substr(wanted, 1, 8), wanted from (select ${hashBytes(hash)} as wanted))`;
