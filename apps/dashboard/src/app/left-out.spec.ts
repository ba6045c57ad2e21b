import { describe, expect, it } from '@jest/globals';
import {
  EPOCH_SECONDS_END,
  isGroupName,
  isLegalString,
  isTimeZone,
  MAX_BUCKETS,
  MAX_GROUPS_PER_QUERY,
  MAX_MIN_DURATION_SECONDS,
  MAX_USERNAMES_PER_QUERY,
  parseDecimal,
} from '@dwell/shared';
import fc from 'fast-check';
import { anyText } from '@dwell/shared/testing/any-text';
import { defaultBucket } from '../shared/statistics/timeline-chart.js';
import { resolveScope } from '../shared/filters/scope.js';
import { parseSearch, stringifySearch } from '../shared/filters/search-params.js';
import { leftOutOf } from './left-out.js';
import { PAGE_SEARCH_NAMES, type PageSearch, readPageSearch } from './page-search.js';

const NOW = 1_790_000_000;

/** Values that are wrong for most parameters, but that careless parsing would take for valid ones. */
const NASTY = [
  ...['', ' ', '\0', '%00', '%', '\ud800', '\uFFFD', 'a'.repeat(513), 'ﷺ'.repeat(512), '__proto__', 'null'],
  ...['0', '-0', '-1', '1e3', '0x10', '+5', ' 5', '5.', '.5', 'NaN', 'Infinity', '9'.repeat(400), '0.0001'],
  ...['1700000000', '1700000000000', '8640000000000', '99999999999', '100000000000', '31622401', '0.0004'],
  ...[
    'Etc/Unknown',
    '+05:30',
    'Europe/Atlantis',
    'europe/paris',
    'UTC',
    'IST',
    'hour',
    'view_duration',
    'here',
  ],
  ...['today', 'month', 'desc', 'active', 'year', '[object Object]', '["a"]', '{}'],
];

const value = fc.oneof(fc.constantFrom(...NASTY), anyText({ maxLength: 20 }));
const anySearch = fc.dictionary(
  fc.oneof(fc.constantFrom<string>(...PAGE_SEARCH_NAMES), fc.constantFrom('cursor', '__proto__', 'toString')),
  fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 5 })),
);
const read = (search: Record<string, unknown>): PageSearch =>
  readPageSearch(parseSearch(stringifySearch(search)));

describe('the parameters of a URL', () => {
  it('are read as values that the API accepts, whatever the URL has', () => {
    fc.assert(
      fc.property(anySearch, (search) => {
        const page = read(search);
        const { window, tz, usernames, groups, notUsernames, notGroups } = resolveScope(page, NOW);
        expect(isTimeZone(tz)).toBe(true);
        for (const text of [
          ...usernames,
          ...notUsernames,
          ...[page.view, page.username].filter((each) => each !== undefined),
        ]) {
          expect(isLegalString(text)).toBe(true);
        }
        for (const names of [usernames, notUsernames]) {
          expect(names.length).toBeLessThanOrEqual(MAX_USERNAMES_PER_QUERY);
        }
        for (const names of [groups, notGroups]) {
          expect(names.every(isGroupName)).toBe(true);
          expect(names.length).toBeLessThanOrEqual(MAX_GROUPS_PER_QUERY);
        }
        for (const number of [
          window.from,
          window.to,
          ...(page.min_duration === undefined ? [] : [page.min_duration]),
        ]) {
          expect(parseDecimal(String(number))).toBe(number);
          expect(number).toBeGreaterThanOrEqual(0);
          expect(number).toBeLessThan(EPOCH_SECONDS_END);
        }
        expect(window.to - window.from).toBeGreaterThanOrEqual(0.001 - Number.EPSILON);
        expect(page.min_duration ?? 0).toBeLessThanOrEqual(MAX_MIN_DURATION_SECONDS);
        if (defaultBucket(window) === 'month') {
          expect((window.to - window.from) / (28 * 86_400)).toBeLessThanOrEqual(MAX_BUCKETS - 2);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('stay the same when they are read, written to a URL and read again', () => {
    fc.assert(
      fc.property(anySearch, (search) => {
        const page = read(search);
        expect(read({ ...page })).toEqual(page);
        expect(leftOutOf(parseSearch(stringifySearch({ ...page })))).toEqual([]);
      }),
      { examples: [[{ from: '-0', to: '1' }]] },
    );
  });
});

describe('leftOutOf', () => {
  const leftOut = (url: string): string[] =>
    leftOutOf(parseSearch(url)).map(({ name, value: left }) => `${name}: ${left}`);

  it.each([
    ['?tz=Europe/Atlantis', ['tz: Europe/Atlantis']],
    ['?tz=%2B05:30', ['tz: +05:30']],
    ['?tz=Etc/Unknown', ['tz: Etc/Unknown']],
    ['?from=1700000000000&to=1700000600000', ['from: 1700000000000', 'to: 1700000600000']],
    ['?from=200&to=100', ['from: 200', 'to: 100']],
    ['?from=0.0001&to=0.0002', ['from: 0.0001', 'to: 0.0002']],
    ['?from=0&to=99999999999', ['from: 0', 'to: 99999999999']],
    ['?from=100', ['from: 100']],
    ['?range=century&compare=decade&bucket=second', ['range: century', 'compare: decade', 'bucket: second']],
    ['?sort=password&order=up&state=asleep', ['state: asleep', 'sort: password', 'order: up']],
    ['?people_sort=age&people_order=up&person=%00', ['person: \0', 'people_sort: age', 'people_order: up']],
    ['?state=here&sort=view_duration', ['state: here', 'sort: view_duration']],
    ['?view=%00&state=here', ['view: \0', 'state: here']],
    ['?view=a&view=b', ['view: b']],
    ['?view=&view=b', ['view: b']],
    ['?from=1&to=2&to=3', ['to: 3']],
    ['?min_duration=60&min_duration=120&order=asc&order=desc', ['min_duration: 120', 'order: desc']],
    ['?min_duration=0x10', ['min_duration: 0x10']],
    ['?min_duration=31622401', ['min_duration: 31622401']],
    ['?view=%00&username=%00', ['view: \0', 'username: \0']],
    ['?groups=sales&groups=..&not_groups=.', ['groups: ..', 'not_groups: .']],
    ['?usernames=anna&usernames=%00b', ['usernames: \0b']],
    [`?usernames=${'a'.repeat(513)}`, [`usernames: ${'a'.repeat(513)}`]],
  ])('names what can not be used in %s', (url, expected) => {
    expect(leftOut(url)).toEqual(expected);
  });

  it.each([
    '',
    '?tz=&view=&from=&to=&usernames=',
    '?utm_source=mail&__proto__=a&__proto__=b',
    '?tz=Asia/Kathmandu&from=1&to=2.5&usernames=a&usernames=a&usernames=b&view=v&min_duration=60',
    '?state=here&view=v&sort=view_duration',
    '?view=a&view=a&min_duration=60.0',
  ])('says nothing about “%s”', (url) => {
    expect(leftOut(url)).toEqual([]);
  });

  it('names the first user beyond the most that one request may name', () => {
    const names = Array.from({ length: MAX_USERNAMES_PER_QUERY + 1 }, (_, n) => `user ${n}`);
    const search = parseSearch(stringifySearch({ usernames: names }));
    expect(leftOutOf(search)).toEqual([{ name: 'usernames', value: `user ${MAX_USERNAMES_PER_QUERY}` }]);
    expect(readPageSearch(search).usernames).toHaveLength(MAX_USERNAMES_PER_QUERY);
  });
});
