import { describe, expect, it } from '@jest/globals';
import { parseControl } from './control.js';

describe('the control of a database server', () => {
  it('is a script and the kind of server that it is told', () => {
    expect(parseControl('pause', ' tools/mongo/servers.sh  wiredtiger ')).toEqual({
      outage: 'pause',
      script: 'tools/mongo/servers.sh',
      kind: 'wiredtiger',
    });
  });

  it('is nothing else', () => {
    for (const text of ['', 'servers.sh', 'servers.sh a b'])
      expect(parseControl('restart', text)).toBeUndefined();
  });
});
