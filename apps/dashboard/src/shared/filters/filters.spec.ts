import { describe, expect, it } from '@jest/globals';
import { type Filters, groupsIn, onlyUser, readFilters, selectsNobody, withoutGroups } from './filters.js';
import { peopleQuery, resolveScope, statisticsKey, statisticsQuery, windowOf } from './scope.js';
import { parseSearch, stringifySearch } from './search-params.js';

const utc = (text: string): number => Date.parse(text) / 1000;
const fromUrl = (url: string): Filters => readFilters(parseSearch(url));
const present = (filters: Filters): Filters =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));

describe('filters in the URL', () => {
  it.each<Filters>([
    {},
    { range: '30d', tz: 'Asia/Kathmandu', compare: 'none' },
    { from: 1_763_078_400, to: 1_763_164_800.5, usernames: ['anna'] },
    { groups: ['sales', '=1+1'], not_usernames: ['wall'], not_groups: ['screens', '"screens"', '📺'] },
    { usernames: ['anna', 'a&b=c', '7', 'Zoë, the 2nd', '["x"]', '__proto__'], view: '/orders?open=1#top' },
  ])('are read back as they were written: %j', (filters) => {
    expect(present(fromUrl(stringifySearch({ ...filters })))).toEqual(filters);
  });

  it('are written as plain text, and not written when undefined', () => {
    expect(stringifySearch({ range: '7d', usernames: ['anna', 'ben'], view: undefined })).toBe(
      '?range=7d&usernames=anna&usernames=ben',
    );
    expect(stringifySearch({})).toBe('');
  });

  it.each([
    ['an unknown range', '?range=century'],
    ['half a window', '?from=100'],
    ['a window that ends before it begins', '?from=200&to=100'],
    ['a window of words', '?from=yesterday&to=today'],
    ['an unknown comparison', '?compare=century'],
    ['a time zone that does not exist', '?tz=Europe/Atlantis'],
    ['empty values', '?usernames=&view=&range='],
  ])('leave out %s', (_what, url) => {
    expect(present(fromUrl(url))).toEqual({});
  });

  it('have the custom window, and not the preset, if the URL names both', () => {
    expect(present(fromUrl('?range=30d&from=100&to=200'))).toEqual({ from: 100, to: 200 });
  });

  it('leave out names that no group can have', () => {
    expect(present(fromUrl('?groups=.&groups=..&not_groups=.&groups=sales'))).toEqual({ groups: ['sales'] });
  });

  it('list a user once, even if the URL names the user twice', () => {
    expect(fromUrl('?usernames=anna&usernames=ben&usernames=anna').usernames).toEqual(['anna', 'ben']);
  });
});

describe('the window of a preset', () => {
  // In Kathmandu, this is Sunday, 15 November, 04:25:30.
  const now = utc('2026-11-14T22:40:30Z');

  it.each([
    ['today', 'UTC', '2026-11-14T00:00Z', '2026-11-14T22:45Z'],
    ['today', 'Asia/Kathmandu', '2026-11-14T18:15Z', '2026-11-14T22:45Z'],
    ['yesterday', 'UTC', '2026-11-13T00:00Z', '2026-11-14T00:00Z'],
    ['yesterday', 'Asia/Kathmandu', '2026-11-13T18:15Z', '2026-11-14T18:15Z'],
    ['7d', 'America/New_York', '2026-11-08T05:00Z', '2026-11-14T22:45Z'],
    ['30d', 'Europe/Paris', '2026-10-15T22:00Z', '2026-11-14T22:45Z'],
    ['month', 'Asia/Kathmandu', '2026-10-31T18:15Z', '2026-11-14T22:45Z'],
  ] as const)('%s in %s is from %s to %s', (range, tz, from, to) => {
    expect(windowOf(range, tz, now)).toEqual({ from: utc(from), to: utc(to) });
  });

  it.each([
    ['today', 'Africa/Cairo', 'skip midnight', '2026-04-24T12:00Z', '2026-04-23T22:00Z'],
    ['today', 'Atlantic/Azores', 'show midnight twice', '2026-10-25T12:00Z', '2026-10-25T00:00Z'],
    ['7d', 'Europe/Paris', 'have gone back', '2026-10-28T12:00Z', '2026-10-21T22:00Z'],
    [
      '30d',
      'Australia/Lord_Howe',
      'have gone forward by 30 minutes',
      '2026-10-20T00:00Z',
      '2026-09-20T13:30Z',
    ],
    ['month', 'America/New_York', 'have gone back', '2026-11-14T12:00Z', '2026-11-01T04:00Z'],
  ] as const)('%s in %s begins at midnight where clocks %s', (range, tz, _what, at, from) => {
    expect(windowOf(range, tz, utc(at)).from).toBe(utc(from));
  });

  it('stays the same until the next quarter of an hour', () => {
    const atQuarter = utc('2026-11-14T22:45:00Z');
    expect(windowOf('today', 'UTC', atQuarter - 1).to).toBe(atQuarter);
    expect(windowOf('today', 'UTC', atQuarter).to).toBe(atQuarter + 900);
  });
});

describe('the scope of a page', () => {
  const now = utc('2026-11-14T12:00:00Z');

  it('is the last seven days of every user by default', () => {
    const scope = resolveScope({ tz: 'UTC' }, now);
    expect(scope).toEqual({
      window: { from: utc('2026-11-08'), to: now + 900 },
      tz: 'UTC',
      compare: 'previous',
      usernames: [],
      groups: [],
      notUsernames: [],
      notGroups: [],
      view: undefined,
      running: true,
      endsNow: true,
    });
  });

  it('keeps the key of its cached answers while the end of its window moves with the clock, until the next day', () => {
    const keyAt = (filters: Filters, at: number) =>
      statisticsKey(resolveScope({ tz: 'UTC', ...filters }, at));
    const later = now + 12 * 3600 - 1;
    expect(keyAt({ range: 'today' }, later)).toEqual(keyAt({ range: 'today' }, now));
    expect(keyAt({ range: 'today' }, later + 1)).not.toEqual(keyAt({ range: 'today' }, now));
    expect(keyAt({ range: '30d' }, now)).not.toEqual(keyAt({ range: '7d' }, now));
  });

  it.each([[{ range: 'yesterday' }], [{ from: now - 900, to: now + 900 }]] as const)(
    'has the end of its window in the key of its cached answers if that end is fixed: %j',
    (filters) => {
      const scope = resolveScope({ tz: 'UTC', ...filters }, now);
      expect(statisticsKey(scope)).toEqual(statisticsQuery(scope));
    },
  );

  it.each([
    [{ range: 'today' }, 'weekdays'],
    [{ range: 'yesterday' }, 'weekdays'],
    [{ range: 'month' }, 'month'],
    [{ range: '7d' }, 'previous'],
    [{ range: '30d' }, 'previous'],
    [{ from: 0, to: 900 }, 'previous'],
    [{ range: 'today', compare: 'year' }, 'year'],
  ] as const)('for %j is compared with "%s"', (filters, compare) => {
    expect(resolveScope({ tz: 'UTC', ...filters }, now).compare).toBe(compare);
  });

  it('passes the people of the filters to the API, under the names of its parameters', () => {
    const filters = {
      usernames: ['anna'],
      groups: ['sales'],
      not_usernames: ['wall'],
      not_groups: ['screens'],
    };
    expect(peopleQuery(resolveScope({ tz: 'UTC', ...filters }, now))).toEqual(filters);
  });

  it('is running only when the window includes now', () => {
    expect(resolveScope({ tz: 'UTC', range: 'yesterday' }, now).running).toBe(false);
    expect(resolveScope({ from: now - 60, to: now + 60 }, now).running).toBe(true);
    expect(resolveScope({ from: now - 60, to: now }, now).running).toBe(false);
  });
});

describe('filters that name groups which do not exist', () => {
  const filters: Filters = {
    view: '/orders',
    usernames: ['gone'],
    groups: ['sales', 'gone'],
    not_groups: ['gone', 'screens'],
  };

  it('name each group once', () => {
    expect(groupsIn(filters)).toEqual(['sales', 'gone', 'screens']);
    expect(groupsIn({})).toEqual([]);
  });

  it('lose these groups, and nothing else', () => {
    expect(withoutGroups(filters, ['gone'])).toEqual({
      view: '/orders',
      usernames: ['gone'],
      groups: ['sales'],
      not_groups: ['screens'],
    });
    expect(present(withoutGroups({ groups: ['gone'], not_groups: ['gone'] }, ['gone']))).toEqual({});
  });

  it.each<[string, Filters, boolean]>([
    ['only such groups', { groups: ['gone', 'lost'] }, true],
    ['another group too', { groups: ['gone', 'sales'] }, false],
    ['a user too', { groups: ['gone'], usernames: ['anna'] }, false],
    ['nobody', {}, false],
    ['only such groups to leave out', { not_groups: ['gone'] }, false],
  ])('select nobody if they name only these groups. With %s: %j is %s', (_what, named, expected) => {
    expect(selectsNobody(named, ['gone', 'lost'])).toBe(expected);
  });

  it('are about one user alone after a link to this user', () => {
    expect(present({ ...filters, ...onlyUser('anna') })).toEqual({
      view: '/orders',
      usernames: ['anna'],
      not_groups: ['gone', 'screens'],
    });
  });
});
