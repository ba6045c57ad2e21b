import { Injectable } from '@nestjs/common';
import {
  DEFAULT_PEOPLE_PER_PAGE,
  isLegalString,
  type PeopleAnswer,
  type PeopleQuery,
  toSeconds,
} from '@dwell/shared';
import { invalidCursor, readCursor, writeCursor } from '../http/cursors.js';
import { Clock } from '../platform/clock.js';
import { SessionStore } from '../store/ports/session-store.js';

/** Finds people by a part of their names. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly store: SessionStore,
    private readonly clock: Clock,
  ) {}

  async find({ search = '', limit = DEFAULT_PEOPLE_PER_PAGE, cursor }: PeopleQuery): Promise<PeopleAnswer> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, search);
    const found = await this.store.findPeople({ search, limit: limit + 1, after });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const now = this.clock.now();
    return {
      description: 'People',
      // A ping from before the clock was set back lies in the future.
      people: page.map(({ username, lastSeen }) => ({
        username,
        last_seen: toSeconds(Math.min(lastSeen, now)),
      })),
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
