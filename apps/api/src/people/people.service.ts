import { Injectable } from '@nestjs/common';
import {
  DEFAULT_PEOPLE_PER_PAGE,
  isLegalString,
  type PeopleAnswer,
  type PeopleQuery,
  toSeconds,
} from '@dwell/shared';
import { invalidCursor, readCursor, writeCursor } from '../http/cursors.js';
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
      ...(found.length > page.length && last ? { next_cursor: writeCursor([search, last.username]) } : {}),
    };
  }
}

/**
 * Returns the username in a cursor, which also holds the search that it belongs to.
 * @throws InvalidFields if `text` is not a cursor, or is one of another search.
 */
const decodeCursor = (text: string, search: string): string => {
  const [ofSearch, username, ...more] = readCursor(text);
  if (more.length > 0 || typeof ofSearch !== 'string' || !isLegalString(username)) throw invalidCursor();
  if (ofSearch !== search) throw invalidCursor('belongs to another search');
  return username;
};
