import { describe, expect, it } from '@jest/globals';
import { MAX_STRING_LENGTH } from '@dwell/shared';
import { besideOf, besideScope, readBesideSearch } from './beside.js';
import { resolveScope } from './scope.js';

const scopeOf = (filters: Parameters<typeof resolveScope>[0]) =>
  resolveScope({ tz: 'UTC', from: 0, to: 900, ...filters }, 0);

describe('the comparison of people in the URL', () => {
  const longest = 'a'.repeat(MAX_STRING_LENGTH);

  it.each(['others', 'group:sales', 'person:anna', 'person:a:b', `group:${longest}`])(
    'may be %s',
    (beside) => {
      expect(readBesideSearch({ beside, per: 'user' })).toEqual({ beside, per: 'user' });
    },
  );

  it.each(['', 'sales', 'team:sales', 'group:', 'group:..', `group:${longest}a`, 'person:\0', 7])(
    'is left out if it is “%s”',
    (beside) => {
      expect(readBesideSearch({ beside, per: 'view' })).toEqual({});
    },
  );
});

describe('the people beside', () => {
  const sales = scopeOf({
    groups: ['sales'],
    usernames: ['anna'],
    not_usernames: ['bob'],
    not_groups: ['screens'],
  });

  it('are a group or a person, with the same window and the same people left out', () => {
    const beside = besideOf({ beside: 'group:support' }, sales);
    expect(beside).toEqual({ kind: 'group', name: 'support' });
    expect(besideScope(sales, beside ?? 'others')).toEqual({ ...sales, usernames: [], groups: ['support'] });
    expect(besideScope(sales, { kind: 'person', name: 'zoe' })).toEqual({
      ...sales,
      usernames: ['zoe'],
      groups: [],
    });
  });

  it('are all others: everybody but those of the filters', () => {
    expect(besideOf({ beside: 'others' }, sales)).toBe('others');
    expect(besideScope(sales, 'others')).toEqual({
      ...sales,
      usernames: [],
      groups: [],
      notUsernames: ['bob', 'anna'],
      notGroups: ['screens', 'sales'],
    });
  });

  it('are nobody if none are chosen, or if all others are chosen while the filters select everybody', () => {
    expect(besideOf({ beside: 'others' }, scopeOf({ not_groups: ['screens'] }))).toBeUndefined();
    expect(besideOf({}, sales)).toBeUndefined();
  });
});
