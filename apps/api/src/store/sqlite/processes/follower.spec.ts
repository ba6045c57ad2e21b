import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../platform/calls.js';
import { Follower, MAX_UNREAD } from './follower.js';

/** Keeps the calls, and answers them when `answer` is called. */
class SlowPeer {
  readonly called: string[] = [];
  private readonly waiting: (() => void)[] = [];

  call(method: string): Promise<Outcome> {
    this.called.push(method);
    return new Promise((resolve) => {
      this.waiting.push(() => {
        resolve(['returned', undefined]);
      });
    });
  }

  async answer(): Promise<void> {
    for (const answer of this.waiting.splice(0)) answer();
    await new Promise(setImmediate);
  }
}

describe('Follower', () => {
  it('tells a process that takes no commits of a limited number, and once it has taken them that it missed others', async () => {
    const peer = new SlowPeer();
    const follower = new Follower(peer);
    for (let n = 0; n < MAX_UNREAD + 10; n++) follower.tell([]);
    expect(peer.called).toEqual(Array.from({ length: MAX_UNREAD }, () => 'committed'));
    await peer.answer();
    expect(peer.called.slice(MAX_UNREAD)).toEqual(['missed']);
    follower.tell([]);
    expect(peer.called.at(-1)).toBe('committed');
  });

  it('reports a failed commit after the commits before it', async () => {
    const peer = new SlowPeer();
    const follower = new Follower(peer);
    follower.tell([]);
    follower.miss();
    expect(peer.called).toEqual(['committed']);
    await peer.answer();
    expect(peer.called).toEqual(['committed', 'missed']);
  });
});
