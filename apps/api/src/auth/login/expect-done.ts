import { ConflictException, NotFoundException } from '@nestjs/common';
import type { UserOutcome } from '../../store/ports/account-store.js';

/** @throws NotFoundException, ConflictException unless the change of a user was done */
export const expectDone = (outcome: UserOutcome): void => {
  if (outcome === 'no-user') throw new NotFoundException('There is no user of this name');
  if (outcome === 'last-admin') {
    throw new ConflictException('This is the only admin: create another one first');
  }
};
