import { describe, expect, it } from '@jest/globals';
import { type KeepaliveItem, USER_HEADER } from '@dwell/shared';
import { byApiKey, keepaliveCycle, type Keepalives } from '../ingest/keepalives.js';
import { type RequestCycle, requestIndex } from '../load/load-generator.js';
import { bodyCycle } from './bodies.js';

const KEEPALIVES: Keepalives = {
  users: ['a', 'b', 'c', 'd'],
  paths: [['/x'], ['/y', 'tab']],
  perStay: 2,
  withPageId: true,
};

/** Returns the first `count` requests of a cycle. */
const sent = (cycle: RequestCycle, count: number) =>
  Array.from({ length: count }, (_, n) => {
    const request = cycle.requests[requestIndex(cycle, n)];
    if (!request) throw new Error('The cycle has no such request');
    return request;
  });

describe('bodyCycle', () => {
  it.each([false, true])('has the keepalives of the single calls, in their order (NDJSON: %s)', (ndjson) => {
    const singles = sent(keepaliveCycle(KEEPALIVES, byApiKey('key')), 24).map(({ headers, body = '' }) => ({
      ...{ call: 'keepalive', username: headers[USER_HEADER] },
      ...(JSON.parse(body) as object),
    }));
    const items = sent(bodyCycle(KEEPALIVES, 'key', 2, ndjson), 12).flatMap(({ body = '' }) =>
      ndjson
        ? body.split('\n').map((line) => JSON.parse(line) as KeepaliveItem)
        : (JSON.parse(body) as KeepaliveItem[]),
    );
    expect(items).toEqual(singles);
  });
});
