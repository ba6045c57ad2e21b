import { ForbiddenException } from '@nestjs/common';
import { isLegalString, LEGAL_STRING_RULE, USER_HEADER } from '@dwell/shared';
import { InvalidFields } from '../../http/validation.js';
import type { Caller } from './caller.js';

/**
 * Returns the username that a request gives for the user for whom it is made. A caller without a username may name
 * anybody; all others may name only themselves.
 * @param place the header or field that has the username
 * @throws InvalidFields if it is no legal username
 * @throws ForbiddenException if it is another user than the caller
 */
export const readNamedUser = (username: unknown, place: string, caller: Caller): string => {
  if (!isLegalString(username)) throw new InvalidFields([{ field: place, message: LEGAL_STRING_RULE }]);
  if (caller.username !== undefined && caller.username !== username) {
    throw new ForbiddenException(`${place} names another user than the one who calls`);
  }
  return username;
};

/**
 * Returns the username of the caller.
 * @param does the end of the error's sentence about the user, such as `owns the saved view`
 * @throws InvalidFields if the caller is an API key that is bound to no user, and the request names no user either
 */
export const requireUser = ({ username }: Caller, does: string): string => {
  if (username === undefined) {
    throw new InvalidFields([{ field: USER_HEADER, message: `must name the user who ${does}` }]);
  }
  return username;
};
