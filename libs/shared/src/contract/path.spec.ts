import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { path } from '../accounting/testing/arbitraries.js';
import { pathKey, samePath } from './path.js';

test('two paths are the same when view and tab are', () => {
  expect(samePath(['a', 'b'], ['a', 'b'])).toBe(true);
  expect(samePath(['a'], ['a'])).toBe(true);
  expect(samePath(['a'], ['a', 'b'])).toBe(false);
  expect(samePath(['a', 'b'], ['b', 'a'])).toBe(false);
});

test('two paths have one key only when they are the same', () => {
  fc.assert(
    fc.property(path, path, (a, b) => {
      expect(pathKey(a) === pathKey(b)).toBe(samePath(a, b));
      expect(pathKey([...a])).toBe(pathKey(a));
    }),
  );
  expect(pathKey(['a', 'b'])).not.toBe(pathKey(['ab']));
});
