import { randomInt } from 'node:crypto';

const MAX_GENERATION = 2 ** 48 - 1;

/**
 * A number for a user's logins that none of the user's logins carries: to store it ends them all. It is random and not
 * the next one, so that two changes at once, or a user who is removed and made again, never meet an old login's number.
 */
export const newLoginGeneration = (): number => randomInt(MAX_GENERATION);
