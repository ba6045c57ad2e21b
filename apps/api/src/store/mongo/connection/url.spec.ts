import { describe, expect, it } from '@jest/globals';
import { parseMongoUrl } from './url.js';

describe('parseMongoUrl', () => {
  it('returns the hosts without credentials, and dwell as the database of a URL that names none', () => {
    expect(parseMongoUrl('mongodb://u:p@a:27017,b/?replicaSet=rs0')).toMatchObject({
      database: 'dwell',
      hosts: 'a:27017,b',
    });
  });

  it.each(['a,,b', 'a,', ',a', ',', 'u:p@', 'u:p@a,'])('returns undefined for the hosts "%s"', (hosts) => {
    expect(parseMongoUrl(`mongodb://${hosts}/dwell`)).toBeUndefined();
  });
});
