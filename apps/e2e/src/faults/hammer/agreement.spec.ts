import type { SessionAnswer } from '@dwell/shared';
import { describe, expect, it } from '@jest/globals';
import { brokenSpansOf, disagreementsOf } from './agreement.js';

const stored = (more: Partial<SessionAnswer> = {}): SessionAnswer => ({
  _id: 'id',
  id_beaker_session: 'aWQ=',
  username: 'alice',
  start: 10,
  last_ping: 30.1,
  last_visible_ping: 30.1,
  last_visible_path: [],
  visible_duration: 20.1,
  tab_duration: {},
  active: true,
  ...more,
});

describe('disagreementsOf', () => {
  const two = [stored(), stored({ _id: 'other', visible_duration: 0.2 })];

  it("reports nothing when a user's sessions add up to the statistics", () => {
    expect(disagreementsOf(two, new Map([['alice', 20.3]]))).toEqual([]);
  });

  it('reports a difference of one millisecond, and a user that the statistics lack', () => {
    expect(disagreementsOf(two, new Map([['alice', 20.301]]))).toHaveLength(1);
    expect(disagreementsOf(two, new Map())).toHaveLength(1);
  });
});

describe('brokenSpansOf, for users who were visible all the time', () => {
  it('accepts one session that is visible from start to last ping', () => {
    expect(brokenSpansOf([stored(), stored({ _id: 'b', username: 'bob' })])).toEqual([]);
  });

  it('reports visible time that is shorter or longer than the session', () => {
    expect(brokenSpansOf([stored({ visible_duration: 20.099 })])).toHaveLength(1);
    expect(brokenSpansOf([stored({ visible_duration: 20.101 })])).toHaveLength(1);
  });

  it('reports a second session of the same user', () => {
    expect(brokenSpansOf([stored(), stored({ _id: 'other' })])).toEqual([
      'alice (other): another session of one user',
    ]);
  });
});
