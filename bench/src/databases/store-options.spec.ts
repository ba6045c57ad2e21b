import { describe, expect, it } from '@jest/globals';
import { mongoServerOf } from './store-options.js';

describe('the store that a run is on', () => {
  it('is SQLite where nothing is said, and has no URL then', () => {
    expect(mongoServerOf({ store: 'sqlite' }, 'mongodb://a/')).toBeUndefined();
    expect(() => mongoServerOf({ store: 'sqlite', url: 'mongodb://a/' })).toThrow('--url');
  });

  it('is the MongoDB server that is named, else the last one that the tests run on', () => {
    expect(mongoServerOf({ store: 'mongodb', url: 'mongodb://b/' }, 'mongodb://a/')).toBe('mongodb://b/');
    expect(mongoServerOf({ store: 'mongodb' }, ' mongodb://a/ mongodb://c/ ')).toBe('mongodb://c/');
    expect(mongoServerOf({ store: 'mongodb' }, '')).toMatch(/^mongodb:/);
  });

  it('is not guessed from what can be neither', () => {
    expect(() => mongoServerOf({ store: 'mongo' })).toThrow('--store');
    expect(() => mongoServerOf({ store: 'mongodb', url: 'http://a/' })).toThrow('--url');
  });
});
