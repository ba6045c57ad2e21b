import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { limitArrival } from './body-arrival.js';

describe('limitArrival', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('passes on a body that arrives within maxMs', async () => {
    const body = new PassThrough();
    const arriving = text(limitArrival(body, { maxMs: 1_000 }));
    body.write('a ');
    body.end('body');
    expect(await arriving).toBe('a body');
  });

  it('fails with a 408 when the body takes longer than maxMs, and leaves the connection open for the answer', async () => {
    jest.useFakeTimers();
    const body = new PassThrough();
    const arriving = text(limitArrival(body, { maxMs: 1_000 }));
    body.write('half of a bo');
    jest.advanceTimersByTime(1_000);
    await expect(arriving).rejects.toMatchObject({ status: 408 });
    expect(body.destroyed).toBe(false);
  });

  it('fails when the client leaves before the body has come', async () => {
    const body = new PassThrough();
    const arriving = text(limitArrival(body, { maxMs: 1_000 }));
    body.destroy(new Error('gone'));
    await expect(arriving).rejects.toThrow('gone');
  });
});
