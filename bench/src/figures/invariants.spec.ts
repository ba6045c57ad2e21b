import type { SessionAnswer } from '@dwell/shared';
import { describe, expect, it } from '@jest/globals';
import { violationOf } from './invariants.js';

const session = (more: Partial<SessionAnswer> = {}): SessionAnswer => ({
  _id: 'id',
  id_beaker_session: 'aWQ=',
  username: 'alice',
  start: 1_000,
  last_ping: 1_100.5,
  last_visible_ping: 1_100.5,
  last_visible_path: ['/a'],
  visible_duration: 100.3,
  tab_duration: { '/a': 60.1, '/b': { x: 40, y: 0.2 } },
  active: true,
  ...more,
});

describe("what must be true of every session's durations", () => {
  it('the paths add up to the visible time, which is within the span', () => {
    expect(violationOf(session())).toBeUndefined();
  });

  it('a millisecond too much or too little on a path is told', () => {
    const tab_duration = { '/a': 60.101, '/b': { x: 40, y: 0.2 } };
    expect(violationOf(session({ tab_duration }))).toMatch(/add up to 100301 ms, visible are 100300 ms/);
  });

  it('more visible time than the session lasted is told', () => {
    expect(violationOf(session({ last_ping: 1_100.299 }))).toMatch(
      /100300 ms visible in a span of 100299 ms/,
    );
  });

  it('a negative duration is told, though the sum be right', () => {
    expect(violationOf(session({ tab_duration: { '/a': 100.4, '/b': -0.1 } }))).toMatch(/negative/);
  });
});
