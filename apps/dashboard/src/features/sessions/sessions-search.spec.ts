import { describe, expect, it } from '@jest/globals';
import { readSessionsSearch } from './sessions-search.js';

describe("the session list's own filters", () => {
  it('are read from the URL', () => {
    const search = { username: 'an', state: 'ended', min_duration: '60', sort: 'last_ping', order: 'asc' };
    expect(readSessionsSearch(search)).toEqual({ ...search, min_duration: 60 });
  });

  it('are ignored when they make no sense', () => {
    const search = { username: '', state: 'asleep', min_duration: '-5', sort: 'password', order: 'up' };
    expect(Object.values(readSessionsSearch(search)).every((value) => value === undefined)).toBe(true);
  });
});
