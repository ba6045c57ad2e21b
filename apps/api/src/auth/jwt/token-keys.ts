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
 * The key, or the finder of keys, and the only algorithms that count with it: a public key is never taken for a shared
 * secret, and a token never chooses to be unsigned.
 */
export interface TokenKeys {
  readonly key: JWTVerifyGetKey;
  readonly algorithms: string[];
}

export const SECRET_ALGORITHMS = ['HS256'];
export const KEY_SET_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

/** The issuer's keys can't be fetched: that says nothing of the token. */
export class KeySetUnavailable extends Error {
  override readonly name = 'KeySetUnavailable';
}

/**
 * What tokens are checked with; undefined where the settings name nothing.
 * @throws SettingsError for a file that is no key set
 */
export async function openTokenKeys({ secret, jwks }: JwtSettings): Promise<TokenKeys | undefined> {
  if (secret !== undefined) {
    const key = new TextEncoder().encode(secret);
    return { key: () => key, algorithms: SECRET_ALGORITHMS };
  }
  if (jwks === undefined) return undefined;
  const key = /^https?:/.test(jwks) ? remoteKeySet(jwks) : await localKeySet(jwks);
  return { key, algorithms: KEY_SET_ALGORITHMS };
}

async function localKeySet(file: string): Promise<JWTVerifyGetKey> {
  try {
    return createLocalJWKSet(JSON.parse(await readFile(file, 'utf8')) as JSONWebKeySet);
  } catch (error) {
    throw new SettingsError([
      `JWT_JWKS: ${file} is no readable JSON Web Key Set (${(error as Error).message})`,
    ]);
  }
}

function remoteKeySet(url: string): JWTVerifyGetKey {
  const find = createRemoteJWKSet(new URL(url));
  return async (header, token): Promise<CryptoKey> => {
    try {
      return await find(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error;
      if (error instanceof errors.JOSENotSupported) throw error;
      throw new KeySetUnavailable(`JWT_JWKS: the keys at ${url} can not be had`, { cause: error });
    }
  };
}
