import type { SessionAnswer } from '@dwell/shared';
import { describe, expect, it } from '@jest/globals';
import { violationOf } from './session-durations.js';

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

describe('violationOf', () => {
  it('accepts paths that add up to a visible time within the span', () => {
    expect(violationOf(session())).toBeUndefined();
  });

  it('reports a millisecond too much on a path', () => {
    const tab_duration = { '/a': 60.101, '/b': { x: 40, y: 0.2 } };
    expect(violationOf(session({ tab_duration }))).toMatch(/add up to 100301 ms, visible are 100300 ms/);
  });

  it('reports more visible time than the session lasted', () => {
    expect(violationOf(session({ last_ping: 1_100.299 }))).toMatch(
      /100300 ms visible in a span of 100299 ms/,
    );
  });

  it('reports a negative duration even when the sum is right', () => {
    expect(violationOf(session({ tab_duration: { '/a': 100.4, '/b': -0.1 } }))).toMatch(/negative/);
  });
});
