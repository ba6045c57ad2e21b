import { createHash } from 'node:crypto';
import { Secret } from 'otpauth';

const RECOVERY_CODES = 10;

/**
 * The size of a recovery code in bytes. Nobody can guess 120 random bits. Therefore the hash of a code can't be
 * reversed, even without a salt.
 */
const CODE_BYTES = 15;

/** Returns new codes, for example `k3pq-77ab-x2cd-m4ef-5hij-q6rs`. */
export const makeRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    new Secret({ size: CODE_BYTES }).base32.toLowerCase().replace(/.{4}(?=.)/g, '$&-'),
  );

/** Returns the hash that is stored instead of a code. Blanks, dashes and capitals in the code do not matter. */
export const hashRecoveryCode = (code: string): string =>
  createHash('sha256').update(code.replace(/[\s-]/g, '').toLowerCase()).digest('hex');
