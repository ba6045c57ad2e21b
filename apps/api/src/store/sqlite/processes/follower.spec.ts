import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../platform/calls.js';
import { Follower, MAX_UNREAD } from './follower.js';

/** Keeps the names of the called methods. Answers the calls in order, when `answer` is called. */
class SlowPeer {
  readonly called: string[] = [];
  private readonly waiting: (() => void)[] = [];

  get unanswered(): number {
    return this.waiting.length;
  }

  call(method: string): Promise<Outcome> {
    this.called.push(method);
    return new Promise((resolve) => {
      this.waiting.push(() => {
        resolve(['returned', undefined]);
      });
    });
  }

  async answer(calls = this.waiting.length): Promise<void> {
    for (const answer of this.waiting.splice(0, calls)) answer();
    await new Promise(setImmediate);
  }
}

describe('Follower', () => {
  let peer: SlowPeer;
  let follower: Follower;
  beforeEach(() => {
    peer = new SlowPeer();
    follower = new Follower(peer);
  });

  const tell = (commits: number): void => {
    for (let n = 0; n < commits; n++) follower.tell([]);
  };

  it('sends MAX_UNREAD commits to a process that does not answer, and reports a miss at its next answer', async () => {
    tell(MAX_UNREAD + 10);
    expect(peer.called).toEqual(Array.from({ length: MAX_UNREAD }, () => 'committed'));
    await peer.answer(1);
    expect(peer.called.slice(MAX_UNREAD)).toEqual(['missed']);
    await peer.answer();
    expect(peer.called.slice(MAX_UNREAD)).toEqual(['missed']);
    tell(1);
    expect(peer.called.at(-1)).toBe('committed');
  });

  it('reports missed commits also while commits come faster than the process takes them', async () => {
    for (let round = 0; round < 4 * MAX_UNREAD; round++) {
      tell(2);
      expect(peer.unanswered).toBeLessThanOrEqual(MAX_UNREAD + 1);
      await peer.answer(1);
    }
    expect(peer.called.filter((method) => method === 'missed').length).toBeGreaterThan(1);
    tell(MAX_UNREAD);
    const before = peer.called.length;
    while (peer.unanswered > 0) await peer.answer();
    expect(peer.called.slice(before)).toEqual(['missed']);
  });

  it('reports a failed commit at once, after the commits before it', () => {
    tell(1);
    follower.miss();
    expect(peer.called).toEqual(['committed', 'missed']);
  });

  it('reports all commits that fail before a report is answered in one further report', async () => {
    for (let n = 0; n < 3; n++) follower.miss();
    expect(peer.called).toEqual(['missed']);
    await peer.answer();
    expect(peer.called).toEqual(['missed', 'missed']);
    await peer.answer();
    expect(peer.called).toHaveLength(2);
  });
});
