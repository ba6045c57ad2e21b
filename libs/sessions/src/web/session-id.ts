import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** One secret, or a list of secrets for rotation: the first signs, all verify. */
export type Secret = string | readonly string[];

const SESSION_ID_BYTES = 16;

const secretsOf = (secret: Secret): readonly string[] => (typeof secret === 'string' ? [secret] : secret);

const signatureOf = (sid: string, secret: string): string =>
  createHmac('sha256', secret).update(sid).digest('base64url');

const equal = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/**
 * Creates a session id that nobody can guess. Returns `[sid, signed]`: `sid` is 32 lower-case hex characters, and
 * `signed`, the value for the cookie, is `sid.signature` (HMAC-SHA256, base64url without padding).
 * @throws TypeError if the secret is missing or empty
 */
export const newSessionId = (secret: Secret): [sid: string, signed: string] => {
  const sid = randomBytes(SESSION_ID_BYTES).toString('hex');
  return [sid, signSessionId(sid, secret)];
};

/**
 * Returns `sid.signature` for an existing id.
 * @throws TypeError if the secret is missing or empty
 */
export const signSessionId = (sid: string, secret: Secret): string => {
  const [newest] = secretsOf(secret);
  if (!newest) throw new TypeError('A secret is needed to sign session ids');
  return `${sid}.${signatureOf(sid, newest)}`;
};

/**
 * Verifies a cookie's value. Returns `[sid, valid]`: with a wrong signature `[sid, false]`, and `['', false]` if the
 * value does not have the form `sid.signature`. Never throws, and compares signatures in constant time.
 */
export const verifySessionId = (signed: string, secret: Secret): [sid: string, valid: boolean] => {
  const [sid, signature, ...more] = typeof signed === 'string' ? signed.split('.') : [];
  if (!sid || signature === undefined || more.length > 0) return ['', false];
  return [sid, secretsOf(secret).some((one) => Boolean(one) && equal(signature, signatureOf(sid, one)))];
};
