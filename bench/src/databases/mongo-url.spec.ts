import { describe, expect, it } from '@jest/globals';
import { isMongoUrl, withDatabase } from './mongo-url.js';

describe('the URL of a scratch database', () => {
  it('is on the server that was named, whatever database the URL named', () => {
    expect(withDatabase('mongodb://127.0.0.1:27217', 'scratch')).toBe('mongodb://127.0.0.1:27217/scratch');
    expect(withDatabase('mongodb://127.0.0.1:27217/', 'scratch')).toBe('mongodb://127.0.0.1:27217/scratch');
    expect(withDatabase('mongodb://127.0.0.1:27217/mine', 'scratch')).toBe(
      'mongodb://127.0.0.1:27217/scratch',
    );
  });

  it('keeps hosts, credentials and options', () => {
    expect(withDatabase('mongodb://me:pw@a:1,b:2/mine?replicaSet=rs0&w=1', 'scratch')).toBe(
      'mongodb://me:pw@a:1,b:2/scratch?replicaSet=rs0&w=1',
    );
    expect(withDatabase('mongodb://a:1?w=1', 'scratch')).toBe('mongodb://a:1/scratch?w=1');
  });

  it('is recognised by its scheme and a host', () => {
    expect(isMongoUrl('mongodb+srv://cluster.example.com')).toBe(true);
    expect(isMongoUrl('mongodb://')).toBe(false);
    expect(isMongoUrl('http://127.0.0.1:27217/')).toBe(false);
  });
});
