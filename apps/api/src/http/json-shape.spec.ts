import { describe, expect, it } from '@jest/globals';
import { jsonShapeProblem, MAX_JSON_DEPTH, MAX_JSON_VALUES } from './json-shape.js';

/**
 * A JSON string that contains brackets, commas and quotes, which have no meaning within a string. Makes a body large
 * enough for its shape to be checked.
 */
const FILLING = JSON.stringify('[{,"\\"]}\\'.repeat(200));

const problemOf = (text: string): string | undefined => jsonShapeProblem(Buffer.from(text));

describe('jsonShapeProblem', () => {
  it('allows the greatest depth, and refuses the next level', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}${FILLING}${']'.repeat(depth)}`;
    expect(problemOf(nested(MAX_JSON_DEPTH))).toBeUndefined();
    expect(problemOf(nested(MAX_JSON_DEPTH + 1))).toBe('The body must not be nested deeper than 256 levels');
  });

  it('measures the greatest depth, and not the number of lists', () => {
    expect(problemOf(`[${'[[]],'.repeat(1_000)}${FILLING}]`)).toBeUndefined();
  });

  it.each([
    ['elements of a list', '[', '0', ']'],
    ['members of objects', '{', '"k":0', '}'],
  ])('allows the greatest number of %s, and refuses one more', (_, open, value, close) => {
    const wide = (values: number): string => open + Array<string>(values).fill(value).join() + close;
    expect(problemOf(wide(MAX_JSON_VALUES - 1))).toBeUndefined();
    expect(problemOf(wide(MAX_JSON_VALUES))).toBe('The body must not have more than 50,000 values');
  });

  it('does not count what is inside strings', () => {
    expect(problemOf(JSON.stringify([',[{"'.repeat(MAX_JSON_VALUES)]))).toBeUndefined();
  });

  it('passes a text that ends within a string, which the parser refuses', () => {
    expect(problemOf(`["${'x'.repeat(2_000)}\\`)).toBeUndefined();
  });
});
