import { ConflictException, NotFoundException } from '@nestjs/common';
import type { UserOutcome } from '../../store/ports/account-store.js';

export const NO_USER = 'There is no user of this name';
export const ONLY_ADMIN = 'This is the only admin: create another one first';

/**
 * Throws unless a user was changed or removed.
 * @throws NotFoundException if there is no such user, ConflictException if no admin would be left
 */
export const expectDone = (outcome: UserOutcome): void => {
  if (outcome === 'no-user') throw new NotFoundException(NO_USER);
  if (outcome === 'last-admin') {
    throw new ConflictException(ONLY_ADMIN);
  }
};
