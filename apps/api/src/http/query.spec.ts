import { describe, expect, it } from '@jest/globals';
import { parseQueryString } from './query.js';

describe('a query string', () => {
  it.each([
    ['a=1', { a: '1' }],
    ['a=1&a=2', { a: ['1', '2'] }],
    ['a[]=1', { a: ['1'] }],
    ['a%5B%5D=1&a%5B%5D=2', { a: ['1', '2'] }],
    ['a[]=1&a=2', { a: ['1', '2'] }],
    ['a=', { a: '' }],
    ['a=caf%C3%A9+au+lait', { a: 'café au lait' }],
    ['', {}],
  ])('%s', (text, query) => {
    expect({ ...parseQueryString(text) }).toEqual(query);
  });

  it('may name anything without harm', () => {
    const query = parseQueryString('__proto__=x&constructor=y');
    expect(Object.keys(query)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});
