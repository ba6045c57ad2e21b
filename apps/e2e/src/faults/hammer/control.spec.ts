import { describe, expect, it } from '@jest/globals';
import { parseControl } from './control.js';

describe('parseControl', () => {
  it('reads a script and the kind of server, separated by blanks', () => {
    expect(parseControl('pause', ' tools/mongo/servers.sh  wiredtiger ')).toEqual({
      outage: 'pause',
      script: 'tools/mongo/servers.sh',
      kind: 'wiredtiger',
    });
  });

  it('returns undefined unless the text has exactly two words', () => {
    for (const text of ['', 'servers.sh', 'servers.sh a b'])
      expect(parseControl('restart', text)).toBeUndefined();
  });
});
