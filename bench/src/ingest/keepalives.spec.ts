import { describe, expect, it } from '@jest/globals';
import { type KeepaliveBody, USER_HEADER } from '@dwell/shared';
import { byApiKey, keepaliveCycle, type Keepalives } from './keepalives.js';
import { requestIndex } from '../load/load-generator.js';

describe('keepaliveCycle', () => {
  const keepalives: Keepalives = {
    users: ['a', 'b'],
    paths: [['/x'], ['/y', 'tab']],
    perStay: 2,
    withPageId: false,
  };
  const bodiesOf = (from: Keepalives): KeepaliveBody[] =>
    keepaliveCycle(from, byApiKey('key')).requests.map(({ body }) => JSON.parse(body ?? '') as KeepaliveBody);

  it('sends keepalives of all users in turn; each stays on a path for perStay keepalives, then takes the next path', () => {
    const cycle = keepaliveCycle(keepalives, byApiKey('key'));
    const bodies = bodiesOf(keepalives);
    const turns = Array.from({ length: 10 }, (_, n) => {
      const index = requestIndex(cycle, n);
      return `${cycle.requests[index]?.headers[USER_HEADER]}${bodies[index]?.path[0]}`;
    });
    expect(turns).toEqual(['a/x', 'b/x', 'a/x', 'b/x', 'a/y', 'b/y', 'a/y', 'b/y', 'a/x', 'b/x']);
  });

  it('adds one page_id per user when page ids are asked for', () => {
    const pages = bodiesOf({ ...keepalives, withPageId: true }).map(({ page_id }) => page_id);
    expect(new Set(pages).size).toBe(2);
    expect(bodiesOf(keepalives)[0]).toEqual({ visible: true, path: ['/x'] });
  });
});
