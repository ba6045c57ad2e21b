import { readFile } from 'node:fs/promises';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type CryptoKey,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
import { SettingsError } from '../../platform/settings/read-settings.js';
import type { JwtSettings } from '../../platform/settings/settings.js';

/**
 * Finds the key of a token, and lists the only algorithms that this key is used with. Without that list, a token could
 * choose to be unsigned, or to be verified with a public key as the shared secret.
 */
export interface TokenKeys {
  readonly key: JWTVerifyGetKey;
  readonly algorithms: string[];
}

export const SECRET_ALGORITHMS = ['HS256'];
export const KEY_SET_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

/** Thrown when the issuer's keys can't be fetched, so that the token can't be verified. */
export class KeySetUnavailable extends Error {
  override readonly name = 'KeySetUnavailable';
}

/**
 * Resolves to the keys that verify tokens; to undefined if the settings name none. Rejects with a SettingsError for a
 * file that is not a key set.
 */
export const openTokenKeys = async ({ secret, jwks }: JwtSettings): Promise<TokenKeys | undefined> => {
  if (secret !== undefined) {
    const key = new TextEncoder().encode(secret);
    return { key: () => key, algorithms: SECRET_ALGORITHMS };
  }
  if (jwks === undefined) return undefined;
  const key = /^https?:/.test(jwks) ? remoteKeySet(jwks) : await localKeySet(jwks);
  return { key, algorithms: KEY_SET_ALGORITHMS };
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

const remoteKeySet = (url: string): JWTVerifyGetKey => {
  const find = createRemoteJWKSet(new URL(url));
  return async (header, token): Promise<CryptoKey> => {
    try {
      return await find(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error;
      if (error instanceof errors.JOSENotSupported) throw error;
      throw new KeySetUnavailable(`JWT_JWKS: the keys at ${url} can not be fetched`, { cause: error });
    }
  };
};
