import type { SessionAnswer } from '@dwell/shared';
import { describe, expect, it } from '@jest/globals';
import { lossesOf } from './losses.js';

const stored = (more: Partial<SessionAnswer> = {}): SessionAnswer => ({
  _id: 'id',
  id_beaker_session: 'aWQ=',
  username: 'alice',
  start: 10,
  last_ping: 30,
  last_visible_ping: 30,
  last_visible_path: [],
  visible_duration: 20,
  tab_duration: {},
  active: true,
  ...more,
});

const alice = { username: 'alice', acknowledged: 30_000 };

describe('lossesOf', () => {
  it('accepts a last ping at the acknowledged time or later', () => {
    expect(lossesOf([alice], [stored()], 'last ping and visible time')).toEqual([]);
    expect(lossesOf([alice], [stored({ last_ping: 31 })], 'last ping')).toEqual([]);
  });

  it('reports a last ping before the acknowledged time', () => {
    expect(lossesOf([alice], [stored({ last_ping: 29.999 })], 'last ping')).toHaveLength(1);
  });

  it('reports missing visible time when all pings were visible', () => {
    const sessions = [stored({ visible_duration: 19.999 })];
    expect(lossesOf([alice], sessions, 'last ping and visible time')).toHaveLength(1);
    expect(lossesOf([alice], sessions, 'last ping')).toEqual([]);
  });

  it('reports a missing session, unless its client never got an answer', () => {
    expect(lossesOf([alice], [], 'last ping')).toHaveLength(1);
    expect(lossesOf([{ username: 'bob', acknowledged: 0 }], [], 'last ping')).toEqual([]);
  });

  it("checks a user's latest session", () => {
    const sessions = [stored(), stored({ _id: 'earlier', last_ping: 5 })];
    expect(lossesOf([alice], sessions, 'last ping')).toEqual([]);
  });
});
