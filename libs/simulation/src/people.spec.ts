import { isLegalString } from '@dwell/shared';
import { describe, expect, it } from '@jest/globals';
import { createPeople } from './people.js';

const countOf = (count: number, persona: string): number =>
  createPeople(count).filter((person) => person.persona.name === persona).length;

describe('createPeople', () => {
  it('gives each person a legal username of their own', () => {
    const usernames = createPeople(5_000).map(({ username }) => username);
    expect(new Set(usernames).size).toBe(5_000);
    expect(usernames.every(isLegalString)).toBe(true);
  });

  it('creates 60 users of all personas: operators are the largest group, two are wall screens', () => {
    const kinds = ['operator', 'analyst', 'developer', 'manager', 'wall screen'];
    expect(kinds.map((kind) => countOf(60, kind))).toEqual([20, 15, 14, 9, 2]);
  });

  it('creates no wall screen for very few users', () => {
    expect(countOf(4, 'wall screen')).toBe(0);
    expect(countOf(5, 'wall screen')).toBe(1);
    expect(createPeople(0)).toEqual([]);
  });

  it('creates the same people, and further ones, for a larger count with as many wall screens', () => {
    const few = createPeople(20).map(({ username }) => username);
    const many = createPeople(40).map(({ username }) => username);
    expect(many.slice(0, 20)).toEqual(few);
  });
});
