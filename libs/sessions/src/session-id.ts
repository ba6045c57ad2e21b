import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** One secret, or a ring of them for rotation: the first signs, all verify. */
export type Secret = string | readonly string[];

const SESSION_ID_BYTES = 16;

const ringOf = (secret: Secret): readonly string[] => (typeof secret === 'string' ? [secret] : secret);

const signatureOf = (sid: string, secret: string): string =>
  createHmac('sha256', secret).update(sid).digest('base64url');

const equal = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/**
 * Makes an unguessable session id: `[sid, signed]`, where sid is 32 lower-case hex characters and signed, which goes
 * into the cookie, is `sid.signature` (HMAC-SHA256, base64url without padding).
 * Throws where there is no secret, or an empty one.
 */
export function newSessionId(secret: Secret): [sid: string, signed: string] {
  const sid = randomBytes(SESSION_ID_BYTES).toString('hex');
  return [sid, signSessionId(sid, secret)];
}

/** `sid.signature` of an id that exists. Throws where there is no secret, or an empty one. */
export function signSessionId(sid: string, secret: Secret): string {
  const [newest] = ringOf(secret);
  if (!newest) throw new TypeError('A secret is needed to sign session ids');
  return `${sid}.${signatureOf(sid, newest)}`;
}

/**
 * Reads what came back in a cookie: `[sid, valid]`. The sid of a wrong signature is given too, with `false`;
 * where there is no `sid.signature` at all the sid is ''. Never throws, and compares in constant time.
 */
export function verifySessionId(signed: string, secret: Secret): [sid: string, valid: boolean] {
  const [sid, signature, ...more] = typeof signed === 'string' ? signed.split('.') : [];
  if (!sid || signature === undefined || more.length > 0) return ['', false];
  return [sid, ringOf(secret).some((one) => Boolean(one) && equal(signature, signatureOf(sid, one)))];
}
