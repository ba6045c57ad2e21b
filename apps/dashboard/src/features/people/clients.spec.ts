import { describe, expect, it } from '@jest/globals';
import type { SessionAnswer } from '@dwell/shared';
import { clientsOf } from './clients.js';

const sessionOn = (username: string, client: string, start: number, active = false): SessionAnswer => ({
  _id: String(start),
  id_beaker_session: Buffer.from(`${username}_${client}`).toString('base64'),
  username,
  start,
  last_ping: start + 10,
  last_visible_ping: start,
  last_visible_path: [],
  visible_duration: 0,
  tab_duration: {},
  active,
});

describe('clientsOf', () => {
  it('groups the sessions of a client, and puts the client with the latest ping first', () => {
    const sessions = [
      sessionOn('ann', 'phone', 50),
      sessionOn('ann', 'laptop', 300, true),
      sessionOn('ann', 'laptop', 100),
    ];
    expect(clientsOf(sessions)).toEqual([
      { client: 'laptop', sessions: 2, firstStart: 100, lastPing: 310, active: true },
      { client: 'phone', sessions: 1, firstStart: 50, lastPing: 60, active: false },
    ]);
  });

  it.each([
    ['a_b', 'c_d'],
    ['日本', '時間'],
    ['👩🏽‍💻', '💻_1'],
    ['Dora Müller', ''],
    ['\uFEFFx', 'phone'],
  ])('separates the client from the username %s', (username, client) => {
    expect(clientsOf([sessionOn(username, client, 1)])[0]?.client).toBe(client);
  });
});
