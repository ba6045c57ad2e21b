import { Secret, TOTP } from 'otpauth';

const SECRET_BYTES = 20;
const STEP_SECONDS = 30;

/** Codes of one step earlier or later count too: the clock of a phone may be wrong, and typing takes time. */
const TOLERATED_STEPS = 1;

/**
 * The most characters of a username in the URI for authenticator apps. The URI is shown as a QR code, which has no room
 * for the longest usernames.
 */
const MAX_LABEL_LENGTH = 64;

/**
 * Returns a TOTP with the parameters that every authenticator app understands: see RFC 6238 and
 * https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
const totpOf = (secret: string, label = ''): TOTP =>
  new TOTP({
    issuer: 'Dwell',
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
  });

/** Returns a random secret in base32. */
export const makeTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** Returns the `otpauth:` URI that adds the secret to an authenticator app. */
export const totpUri = (secret: string, username: string): string =>
  totpOf(secret, Array.from(username).slice(0, MAX_LABEL_LENGTH).join('')).toString();

/**
 * Returns in which 30 s step, numbered since 1970, an authenticator app shows `code`. Looks only at the step of `now`
 * (epoch milliseconds), the one before and the one after; undefined if the app shows the code in none of these.
 */
export const findStep = (secret: string, code: string, now: number): number | undefined => {
  const totp = totpOf(secret);
  const delta = totp.validate({ token: code, timestamp: now, window: TOLERATED_STEPS });
  return delta === null ? undefined : totp.counter({ timestamp: now }) + delta;
};

/**
 * Returns whether the code of `step` counts as used if the code of `usedStep` was the last one used. The codes of
 * earlier steps count as used too. A `usedStep` in the future was stored while the clock was ahead. It is ignored,
 * because it would keep the user out until that time.
 */
export const isUsed = (step: number, usedStep: number, now: number): boolean =>
  step <= usedStep && usedStep <= Math.floor(now / (STEP_SECONDS * 1000)) + TOLERATED_STEPS;
