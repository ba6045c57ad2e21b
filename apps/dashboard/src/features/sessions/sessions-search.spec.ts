import { describe, expect, it } from '@jest/globals';
import { readSessionsSearch, sortColumn, sortInUrl } from './sessions-search.js';

describe("the session list's own filters", () => {
  it('are read from the URL', () => {
    const search = { username: 'an', state: 'ended', min_duration: '60', sort: 'last_ping', order: 'asc' };
    expect(readSessionsSearch(search, undefined)).toEqual({ ...search, min_duration: 60 });
  });

  it('take a sort by time as one by the time on the view if there is a view filter, else by the time on all views', () => {
    expect(sortColumn('visible_duration', '/orders')).toBe('view_duration');
    expect(sortColumn('view_duration', '/orders')).toBe('view_duration');
    expect(sortColumn('visible_duration', undefined)).toBe('visible_duration');
    expect(sortColumn('start', '/orders')).toBe('start');
    expect(sortColumn(undefined, undefined)).toBe('start');
  });

  it('stay sorted by time when the view filter is removed', () => {
    const search = { sort: sortInUrl('view_duration') };
    expect(readSessionsSearch(search, undefined).sort).toBe('visible_duration');
    expect(sortInUrl('username')).toBe('username');
  });

  it('allow the state “here now” and the order by the time on a view only with a view filter', () => {
    const search = { state: 'here', sort: 'view_duration' };
    expect(readSessionsSearch(search, '/orders')).toMatchObject(search);
    expect(readSessionsSearch(search, undefined)).toMatchObject({ state: undefined, sort: undefined });
    expect(readSessionsSearch({ state: 'active', sort: 'start' }, undefined)).toMatchObject({
      state: 'active',
    });
  });

  it('are ignored when they make no sense', () => {
    const search = { username: '', state: 'asleep', min_duration: '-5', sort: 'password', order: 'up' };
    expect(Object.values(readSessionsSearch(search, '/orders')).every((value) => value === undefined)).toBe(
      true,
    );
  });
});
