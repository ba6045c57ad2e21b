import { describe, expect, it } from '@jest/globals';
import { readSessionsSearch, searchFor } from './sessions-search.js';

describe("the session list's own filters", () => {
  it('are read from the URL', () => {
    const search = { username: 'an', state: 'ended', min_duration: '60', sort: 'last_ping', order: 'asc' };
    expect(readSessionsSearch(search)).toEqual({ ...search, min_duration: 60 });
  });

  it('sort by the time on the view if there is a view filter, else by the time on all views', () => {
    for (const sort of ['visible_duration', 'view_duration'] as const) {
      expect(searchFor({ sort }, '/orders').sort).toBe('view_duration');
      expect(searchFor({ sort }, undefined).sort).toBe('visible_duration');
    }
    expect(searchFor({ sort: 'start' }, '/orders').sort).toBe('start');
  });

  it('have the state “here now” only with a view filter', () => {
    expect(searchFor({ state: 'here' }, '/orders').state).toBe('here');
    expect(searchFor({ state: 'here' }, undefined).state).toBeUndefined();
  });

  it('are ignored when they make no sense', () => {
    const search = { username: '', state: 'asleep', min_duration: '-5', sort: 'password', order: 'up' };
    expect(Object.values(readSessionsSearch(search)).every((value) => value === undefined)).toBe(true);
  });
});
