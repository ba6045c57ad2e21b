import { describe, expect, it } from '@jest/globals';
import { parseQueryString } from './query.js';

describe('parseQueryString', () => {
  it.each([
    ['a=1', { a: '1' }],
    ['a=1&a=2', { a: ['1', '2'] }],
    ['a[]=1', { a: ['1'] }],
    ['a%5B%5D=1&a%5B%5D=2', { a: ['1', '2'] }],
    ['a[]=1&a=2', { a: ['1', '2'] }],
    ['a=', { a: '' }],
    ['a=caf%C3%A9+au+lait', { a: 'café au lait' }],
    ['', {}],
  ])('parses "%s" as %j', (text, query) => {
    expect({ ...parseQueryString(text) }).toEqual(query);
  });

  it('treats the names __proto__ and constructor like others', () => {
    const query = parseQueryString('__proto__=x&constructor=y');
    expect(Object.keys(query)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});
