import { foldName, toMilliseconds } from '@dwell/shared';
import type { mongo } from 'mongoose';
import type { PeopleQuery, Person } from '../../ports/session-store.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import { ANY_NUMBER, beginsWith, comesAfter, type Place } from '../list/filters.js';
import type { PersonDocument } from '../schema/people.js';

type PersonFilter = mongo.Filter<PersonDocument>;

/** Finds people by name. */
export class PeopleSearch {
  constructor(private readonly database: MongoDatabase) {}

  /**
   * Returns one page: first the people whose names begin with the text, then the people whose names contain it at a
   * later place.
   */
  async find({ search, limit, after }: PeopleQuery): Promise<Person[]> {
    const text = foldName(search);
    const found: Person[] = [];
    let last = after;
    // Reads on until the page is full, since people without sessions leave gaps.
    for (;;) {
      const missing = limit - found.length;
      const usernames = await translateDriverError(this.usernames(text, last, missing));
      found.push(...(await translateDriverError(this.withLastSeen(usernames))));
      last = usernames.at(-1);
      if (usernames.length < missing || found.length === limit) return found;
    }
  }

  private async usernames(text: string, after: string | undefined, limit: number): Promise<string[]> {
    const place = after === undefined ? undefined : { value: foldName(after), id: after };
    const hasPassedFirst = place !== undefined && !place.value.startsWith(text);
    const first = hasPassedFirst ? [] : await this.read({ folded: beginsWith(text) }, place, limit);
    if (text === '' || first.length === limit) return first;
    // Takes the text literally, unlike a regular expression.
    const further = { $expr: { $gt: [{ $indexOfBytes: ['$folded', { $literal: text }] }, 0] } };
    const others = await this.read(further, hasPassedFirst ? place : undefined, limit - first.length);
    return [...first, ...others];
  }

  private async read(filter: PersonFilter, place: Place | undefined, limit: number): Promise<string[]> {
    const afterPlace: PersonFilter[] = place ? comesAfter('folded', 'asc', place) : [];
    const people = await this.database.people
      .find({ $and: [filter, ...afterPlace] })
      .hint('folded')
      .sort({ folded: 1, _id: 1 })
      .limit(limit)
      .project<Pick<PersonDocument, '_id'>>({ _id: 1 })
      .toArray();
    return people.map(({ _id }) => _id);
  }

  /** Leaves out users without sessions. */
  private async withLastSeen(usernames: readonly string[]): Promise<Person[]> {
    if (usernames.length === 0) return [];
    const seen = await this.database.sessions
      .aggregate<{ _id: string; last: number }>(
        [
          { $match: { username: { $in: [...usernames] }, last_ping: ANY_NUMBER } },
          { $group: { _id: '$username', last: { $max: '$last_ping' } } },
        ],
        { hint: 'username' },
      )
      .toArray();
    const lastSeen = new Map(seen.map(({ _id, last }) => [_id, toMilliseconds(last)]));
    return usernames.flatMap((username) => {
      const last = lastSeen.get(username);
      return last === undefined ? [] : [{ username, lastSeen: last }];
    });
  }
}
