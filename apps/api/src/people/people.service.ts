import { Injectable } from '@nestjs/common';
import {
  DEFAULT_PEOPLE_PER_PAGE,
  isLegalString,
  type PeopleAnswer,
  type PeopleQuery,
  toSeconds,
} from '@dwell/shared';
import { InvalidFields } from '../http/validation.js';
import { SessionStore } from '../store/ports/session-store.js';

/** Finds people by a part of their names. */
@Injectable()
export class PeopleService {
  constructor(private readonly store: SessionStore) {}

  async find({ search = '', limit = DEFAULT_PEOPLE_PER_PAGE, cursor }: PeopleQuery): Promise<PeopleAnswer> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, search);
    const found = await this.store.findPeople({ search, limit: limit + 1, after });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      description: 'People',
      people: page.map(({ username, lastSeen }) => ({ username, last_seen: toSeconds(lastSeen) })),
      ...(found.length > page.length && last ? { next_cursor: encodeCursor(search, last.username) } : {}),
    };
  }
}

/** Returns the place after a person as opaque text, which also holds the search that it belongs to. */
const encodeCursor = (search: string, username: string): string =>
  Buffer.from(JSON.stringify([search, username])).toString('base64url');

/**
 * Returns the username in a cursor.
 * @throws InvalidFields if `text` is not a cursor, or is one of another search.
 */
const decodeCursor = (text: string, search: string): string => {
  const [ofSearch, username, ...more] = parse(text);
  if (more.length > 0 || typeof ofSearch !== 'string' || !isLegalString(username)) {
    throw new InvalidFields([{ field: 'cursor', message: 'is not a cursor of this list' }]);
  }
  if (ofSearch !== search) {
    throw new InvalidFields([{ field: 'cursor', message: 'belongs to another search' }]);
  }
  return username;
};

const parse = (text: string): unknown[] => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
};
