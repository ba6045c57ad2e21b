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

describe('sessions and statistics', () => {
  const two = [stored(), stored({ _id: 'other', visible_duration: 0.2 })];

  it("agree where a user's sessions add up to what the statistics have", () => {
    expect(disagreementsOf(two, new Map([['alice', 20.3]]))).toEqual([]);
  });

  it('disagree by a millisecond, or where the statistics know nothing', () => {
    expect(disagreementsOf(two, new Map([['alice', 20.301]]))).toHaveLength(1);
    expect(disagreementsOf(two, new Map())).toHaveLength(1);
  });
});

describe('a user who was visible all the time', () => {
  it('has one session, all of its span visible', () => {
    expect(brokenSpansOf([stored(), stored({ _id: 'b', username: 'bob' })])).toEqual([]);
  });

  it('lost or won time where a millisecond of the span is not visible, or more than the span is', () => {
    expect(brokenSpansOf([stored({ visible_duration: 20.099 })])).toHaveLength(1);
    expect(brokenSpansOf([stored({ visible_duration: 20.101 })])).toHaveLength(1);
  });

  it('has no second session', () => {
    expect(brokenSpansOf([stored(), stored({ _id: 'other' })])).toEqual([
      'alice (other): another session of one user',
    ]);
  });
});
