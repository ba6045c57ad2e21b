import { describe, expect, it } from '@jest/globals';
import { findGroups, pickedIn, valuesOf } from './picked-people.js';

describe('people and groups in one list', () => {
  it('stay apart, whatever their names', () => {
    const picked = { usernames: ['sales', 'group:sales', ''], groups: ['sales', 'person:anna', ':'] };
    expect(pickedIn(valuesOf(picked))).toEqual(picked);
    expect(new Set(valuesOf(picked)).size).toBe(6);
  });
});

describe('findGroups', () => {
  const groups = ['Équipe Été', 'sales', 'SALES north'].map((name) => ({ name, created_at: 0, members: 0 }));

  it.each([
    ['equipe', ['Équipe Été']],
    [' SALES ', ['sales', 'SALES north']],
    ['', ['Équipe Été', 'sales', 'SALES north']],
    ['support', []],
  ])('finds the groups whose names contain “%s”, in any case and with or without accents', (typed, names) => {
    expect(findGroups(groups, typed).map(({ name }) => name)).toEqual(names);
  });
});
