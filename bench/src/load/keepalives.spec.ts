import { describe, expect, it } from '@jest/globals';
import { type Keepalives, requestIndex, requestsOf } from './keepalives.js';

describe('the keepalives of a load', () => {
  const keepalives: Keepalives = {
    users: ['a', 'b'],
    paths: [['/x'], ['/y', 'tab']],
    perStay: 2,
    withPageId: false,
  };
  const sent = (n: number, from = keepalives): string => {
    const request = requestsOf(from)[requestIndex(from, n)];
    return `${request?.username}${request?.body.path[0]}`;
  };

  it('come from all users in turn, who stay on a path for a while and go round', () => {
    const turns = Array.from({ length: 10 }, (_, n) => sent(n));
    expect(turns).toEqual(['a/x', 'b/x', 'a/x', 'b/x', 'a/y', 'b/y', 'a/y', 'b/y', 'a/x', 'b/x']);
  });

  it('name a page of each user where they are to', () => {
    const pages = requestsOf({ ...keepalives, withPageId: true }).map(({ body }) => body.page_id);
    expect(new Set(pages).size).toBe(2);
    expect(requestsOf(keepalives)[0]?.body).toEqual({ visible: true, path: ['/x'] });
  });
});
