import { describe, expect, it } from '@jest/globals';
import { isSamePage, openPageAt } from './saved-view.js';

describe('The page that can be saved', () => {
  it.each([
    ['/', '?range=7d', { page: 'overview', query: 'range=7d' }],
    ['/sessions', '', { page: 'sessions', query: '' }],
    ['/people', '?usernames=a%3Fb', { page: 'people', query: 'usernames=a%3Fb' }],
    ['/sessions/some-id', '', undefined],
    ['/settings/users', '', undefined],
  ])('is found by the path and the query of its URL: %s%s', (pathname, search, page) => {
    expect(openPageAt(pathname, search)).toEqual(page);
  });

  it('is the same page if only the order of the filters differs', () => {
    const page = { page: 'overview', query: 'view=a%20b&usernames=x&usernames=y' } as const;
    expect(isSamePage(page, { ...page, query: 'usernames=x&usernames=y&view=a+b' })).toBe(true);
    expect(isSamePage(page, { ...page, query: 'usernames=x&view=a+b' })).toBe(false);
    expect(isSamePage(page, { ...page, page: 'people' })).toBe(false);
  });
});
