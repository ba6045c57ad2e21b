import { describe, expect, it } from '@jest/globals';
import { readViewsSearch } from './views-search.js';

describe('a search parameter of the page of all views', () => {
  it('is read from the URL', () => {
    const search = {
      view_list: 'unused',
      view_search: 'ord',
      view_sort: 'median_visit_duration',
      view_order: 'asc',
      left_within: '2.5',
    };
    expect(readViewsSearch(search)).toEqual({ ...search, left_within: 2.5 });
  });

  it.each([
    { view_list: 'all', view_sort: 'password', view_order: 'up', view_search: '', left_within: '0' },
    { left_within: '86400.001' },
    { left_within: '-1' },
    { left_within: 'soon' },
  ])('is ignored if it makes no sense: %j', (search) => {
    expect(Object.values(readViewsSearch(search)).every((value) => value === undefined)).toBe(true);
  });

  it('may set the limit of “left at once” to a whole day', () => {
    expect(readViewsSearch({ left_within: '86400' }).left_within).toBe(86_400);
  });
});
