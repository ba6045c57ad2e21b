import { describe, expect, it } from '@jest/globals';
import { play } from './play.js';

const HOUR = 3_600_000;

describe('play', () => {
  it('sends overdue elements at once, and none before its time', async () => {
    const stop = new AbortController();
    const sent: number[] = [];
    const send = async ({ at }: { at: number }): Promise<void> => {
      sent.push(at);
      await Promise.resolve();
      if (at === 300) stop.abort();
    };
    await play([{ at: 100 }, { at: 200 }, { at: 300 }, { at: 300 + HOUR }], {
      from: 300,
      speed: 1,
      signal: stop.signal,
      send,
    });
    expect(sent).toEqual([100, 200, 300]);
  });

  it('plays an hour of the stream at once if the speed is high enough', async () => {
    const sent: number[] = [];
    await play([{ at: 0 }, { at: HOUR }], {
      from: 0,
      speed: HOUR * 1_000,
      signal: new AbortController().signal,
      send: ({ at }) => Promise.resolve(void sent.push(at)),
    });
    expect(sent).toEqual([0, HOUR]);
  });

  it('rejects with the error of the first element that could not be sent', async () => {
    const playing = play([{ at: 0 }, { at: HOUR }], {
      from: 0,
      speed: 1,
      signal: new AbortController().signal,
      send: () => Promise.reject(new Error('refused')),
    });
    await expect(playing).rejects.toThrow('refused');
  });
});
