import { webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../../platform/clock.js';
import { SettingsError } from '../../platform/settings/read-settings.js';
import type { JwtSettings } from '../../platform/settings/settings.js';
import { remoteKeySet } from './remote-key-set.js';

const { subtle } = webcrypto;

/**
 * Finds the key of a token, and lists the only algorithms that this key is used with. Without that list, a token could
 * choose to be unsigned, or to be verified with a public key as the shared secret.
 */
export interface TokenKeys {
  readonly key: JWTVerifyGetKey;
  readonly algorithms: string[];
  /**
   * Returns until when the present keys are used, in epoch milliseconds: Infinity if they never change, -Infinity if
   * none were fetched yet.
   */
  usedUntil(): number;
}

export const SECRET_ALGORITHMS = ['HS256'];
const HMAC = { name: 'HMAC', hash: 'SHA-256' };
export const KEY_SET_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

/**
 * Resolves to the keys that verify tokens; to undefined if the settings name none. Rejects with a SettingsError for a
 * file that can't be read or is not a key set.
 */
export const openTokenKeys = async (
  { secret, jwks }: JwtSettings,
  clock: Clock,
): Promise<TokenKeys | undefined> => {
  if (secret !== undefined) {
    // jose would import the bytes again for each token.
    const key = await subtle.importKey('raw', Buffer.from(secret), HMAC, false, ['verify']);
    return { key: () => key, algorithms: SECRET_ALGORITHMS, usedUntil: () => Infinity };
  }
  if (jwks === undefined) return undefined;
  const algorithms = KEY_SET_ALGORITHMS;
  if (/^https?:/.test(jwks)) return { ...remoteKeySet(jwks, clock), algorithms };
  return { key: await localKeySet(jwks), algorithms, usedUntil: () => Infinity };
};

const localKeySet = async (file: string): Promise<JWTVerifyGetKey> => {
  try {
    return createLocalJWKSet(JSON.parse(await readFile(file, 'utf8')) as JSONWebKeySet);
  } catch (error) {
    throw new SettingsError([
      `JWT_JWKS: ${file} is not a readable JSON Web Key Set (${(error as Error).message})`,
    ]);
  }
};
