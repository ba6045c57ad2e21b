import { ForbiddenException } from '@nestjs/common';
import { isLegalString, LEGAL_STRING_RULE, USER_HEADER } from '@dwell/shared';
import { InvalidFields } from '../../http/invalid-fields.js';
import type { Caller } from './caller.js';

const PRINTABLE_ASCII = /^[ -~]*$/;

/**
 * The caller, under the name in X-Dwell-User where it has none of its own.
 * @param header percent-encoded UTF-8
 * @throws InvalidFields for a header that can't be read, ForbiddenException for one that names somebody else
 */
export function callerNamedBy(header: string | undefined, caller: Caller): Caller {
  if (header === undefined) return caller;
  const username = decode(header);
  if (caller.username === undefined) return { ...caller, username };
  if (caller.username !== username) {
    throw new ForbiddenException(`${USER_HEADER} names another user than the one who calls`);
  }
  return caller;
}

function decode(header: string): string {
  const username = PRINTABLE_ASCII.test(header) ? decodePercent(header) : undefined;
  if (username === undefined) throw invalid('must be percent-encoded UTF-8');
  if (!isLegalString(username)) throw invalid(LEGAL_STRING_RULE);
  return username;
}

function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const invalid = (message: string) => new InvalidFields([{ field: USER_HEADER, message }]);
