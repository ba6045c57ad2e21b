import { describe, expect, it } from '@jest/globals';
import { DEFAULT_COLUMNS, readColumns } from './columns.js';

describe('the stored choice of columns', () => {
  it('has the columns in the order of the list, without unknown columns', () => {
    expect(readColumns('["active","views","start","of a later version"]')).toEqual([
      'start',
      'views',
      'active',
    ]);
    expect(readColumns('[]')).toEqual([]);
  });

  it.each([undefined, '', '{', '{}', 'null', '"start"'])(
    'is the default if the browser has stored %j',
    (kept) => {
      expect(readColumns(kept)).toEqual(DEFAULT_COLUMNS);
    },
  );
});
