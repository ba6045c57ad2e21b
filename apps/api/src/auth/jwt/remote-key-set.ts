import { createRemoteJWKSet, customFetch, errors, type CryptoKey, type JWTVerifyGetKey } from 'jose';
import { type Clock, hasPassed } from '../../platform/clock.js';

/** How long the keys of an issuer are used before they are fetched again, in milliseconds: ten minutes. */
export const KEY_SET_AGE_MS = 10 * 60 * 1000;

/**
 * For this long after a successful fetch, in milliseconds, a token with an unknown key id causes no new fetch, because
 * anybody can make up such an id. After a failed fetch, {@link KEY_SET_RETRY_MS} counts instead.
 */
export const KEY_SET_COOLDOWN_MS = 30_000;

/**
 * For this long after a failed fetch, in milliseconds, nothing causes a new fetch: tokens that need one fail with the
 * same error. Anybody can send such tokens.
 */
export const KEY_SET_RETRY_MS = 1_000;

/** The largest key set, in bytes. One key takes some 500 bytes. */
export const MAX_KEY_SET_BYTES = 1024 * 1024;

/** Thrown when the issuer's keys can't be fetched, so that the token can't be verified. */
export class KeySetUnavailable extends Error {
  override readonly name = 'KeySetUnavailable';
}

export interface RemoteKeySet {
  readonly key: JWTVerifyGetKey;
  /** Returns until when the fetched keys are used, in epoch milliseconds; -Infinity if none were fetched yet. */
  usedUntil(): number;
}

/**
 * Finds the keys of tokens in the key set at `url`. The library jose fetches the key set, but the code here decides
 * when. jose would go by Date.now: after the clock was set back, it would fetch no new keys until the old time has come
 * again.
 */
export const remoteKeySet = (url: string, clock: Clock): RemoteKeySet => {
  const keys = createRemoteJWKSet(new URL(url), {
    cacheMaxAge: Infinity,
    cooldownDuration: Infinity,
    [customFetch]: fetchBounded,
  });
  let fetchedAt: number | undefined;
  let failed: { readonly at: number; readonly error: KeySetUnavailable } | undefined;
  const isOlderThan = (intervalMs: number): boolean =>
    fetchedAt === undefined || hasPassed(fetchedAt, clock.now(), intervalMs);
  const fetchKeys = async (): Promise<void> => {
    if (failed && !hasPassed(failed.at, clock.now(), KEY_SET_RETRY_MS)) throw failed.error;
    try {
      await keys.reload();
    } catch (cause) {
      const error = new KeySetUnavailable(`JWT_JWKS: the keys at ${url} can not be fetched`, { cause });
      failed = { at: clock.now(), error };
      throw error;
    }
    fetchedAt = clock.now();
    failed = undefined;
  };
  const key: JWTVerifyGetKey = async (header, token): Promise<CryptoKey> => {
    if (isOlderThan(KEY_SET_AGE_MS)) await fetchKeys();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !isOlderThan(KEY_SET_COOLDOWN_MS)) throw error;
    }
    await fetchKeys();
    return keys(header, token);
  };
  return { key, usedUntil: () => (fetchedAt ?? -Infinity) + KEY_SET_AGE_MS };
};

/** Fetches at most {@link MAX_KEY_SET_BYTES}. Rejects, and cancels the download, if there is more. */
const fetchBounded = async (url: string, options: RequestInit): Promise<Response> => {
  const response = await fetch(url, options);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the download.
    if (size > MAX_KEY_SET_BYTES) throw new Error(`The key set is larger than ${MAX_KEY_SET_BYTES} bytes`);
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), response);
};
