import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Peer } from '../platform/peer.js';
import { keyOf } from '../store/model/session-key.js';
import { StoreUnavailableError } from '../store/ports/errors.js';
import type { SessionKey } from '../store/ports/session-store.js';
import { channelPair } from '../testing/channel-pair.js';
import type { RecordingOutcome, RecordingRequest } from './key-draft.js';
import { type KeyedRequest, RequestRecorder } from './recorder.js';
import { RecorderClient, shareRecorder } from './shared-recorder.js';

const ping: RecordingRequest = { kind: 'keepalive', visible: true, path: ['a', '\ud800'], elapsedMs: 7 };

/** Notes the requests, and answers each by the name of its user. */
class NamedOutcomes extends RequestRecorder {
  readonly requests: KeyedRequest[] = [];

  override record(key: SessionKey, request: RecordingRequest): Promise<RecordingOutcome> {
    this.requests.push({ key, request });
    if (key.username === 'full') return Promise.reject(new StoreUnavailableError('full'));
    if (key.username === 'broken') return Promise.reject(new TypeError('broken'));
    if (key.username === 'inactive') return Promise.resolve({ recorded: false, reason: 'inactive' });
    return Promise.resolve({ recorded: true, time: this.requests.length });
  }

  override recordTogether(requests: readonly KeyedRequest[]): Promise<RecordingOutcome[]> {
    return Promise.all(requests.map(({ key, request }) => this.record(key, request)));
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}

describe('A recorder in another process', () => {
  let recorder: NamedOutcomes;
  let client: RecorderClient;
  let close: () => void;
  beforeEach(() => {
    const channel = channelPair();
    recorder = new NamedOutcomes();
    shareRecorder(recorder, channel.ends[0]);
    client = new RecorderClient(channel.ends[1]);
    ({ close } = channel);
  });
  afterEach(() => {
    close();
  });

  it('gets the requests unchanged and in order, and each gets its own outcome or error', async () => {
    const keys = ['ann', 'inactive', 'full', 'broken', 'ben'].map((username) => keyOf(username, 'client'));
    const outcomes = await Promise.allSettled(keys.map((key) => client.record(key, ping)));
    expect(recorder.requests).toEqual(keys.map((key) => ({ key, request: ping })));
    expect(outcomes).toEqual([
      { status: 'fulfilled', value: { recorded: true, time: 1 } },
      { status: 'fulfilled', value: { recorded: false, reason: 'inactive' } },
      { status: 'rejected', reason: new StoreUnavailableError('full') },
      { status: 'rejected', reason: new Error('broken') },
      { status: 'fulfilled', value: { recorded: true, time: 5 } },
    ]);
    expect((outcomes[2] as PromiseRejectedResult).reason).toBeInstanceOf(StoreUnavailableError);
  });

  it('passes on where an unforeseen error was thrown, for the log', async () => {
    const error: unknown = await client.record(keyOf('broken', ''), ping).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ cause: { stack: expect.stringContaining('NamedOutcomes.record') } });
  });

  it('answers with the error to a call whose arguments can not be sent, and to a call of an unknown method', async () => {
    const { ends, close } = channelPair();
    shareRecorder(recorder, ends[0]);
    const peer = new Peer(ends[1], () => Promise.resolve(['returned', undefined]));
    expect(await peer.call('record', () => undefined)).toMatchObject(['threw', { name: 'DataCloneError' }]);
    expect(await peer.call('walk', '[]')).toMatchObject([
      'threw',
      { message: 'The recorder has no method walk' },
    ]);
    close();
  });

  it('gets the requests in at most two calls at a time, so that the later ones cross together', async () => {
    const crossed: number[] = [];
    const answers: (() => void)[] = [];
    let listener = (message: unknown): void => void message;
    const client = new RecorderClient({
      listen: (taken) => (listener = taken),
      send: (message) => {
        const [call, , [requests]] = (message as { call: [number, string, [string]] }).call;
        const { length } = JSON.parse(requests) as unknown[];
        crossed.push(length);
        const outcomes = Array.from({ length }, () => ({ recorded: true, time: 1 }));
        answers.push(() => {
          listener({ answer: [call, ['returned', JSON.stringify(outcomes)]] });
        });
      },
    });
    const all: Promise<RecordingOutcome>[] = [];
    for (let n = 0; n < 5; n++) {
      all.push(client.record(keyOf('ann', ''), ping));
      await new Promise(setImmediate);
    }
    expect(crossed).toEqual([1, 1]);
    answers[0]?.();
    await all[0];
    await new Promise(setImmediate);
    expect(crossed).toEqual([1, 1, 3]);
    for (const answer of answers.slice(1)) answer();
    expect(await Promise.all(all)).toHaveLength(5);
  });

  it('answers with the outcomes of requests that belong together, or with the error that rejects them', async () => {
    const requests = ['ann', 'inactive'].map((name) => ({ key: keyOf(name, ''), request: ping }));
    expect(await client.recordTogether(requests)).toEqual([
      { recorded: true, time: 1 },
      { recorded: false, reason: 'inactive' },
    ]);
    const full = { key: keyOf('full', ''), request: ping };
    await expect(client.recordTogether([full])).rejects.toThrow(new StoreUnavailableError('full'));
  });

  it('answers the requests that it has got before its client is closed, and the client rejects further ones', async () => {
    let isAnswered = false;
    const recorded = client.record(keyOf('ann', ''), ping).then(() => (isAnswered = true));
    await client.close();
    expect(isAnswered).toBe(true);
    await recorded;
    await expect(client.record(keyOf('ann', ''), ping)).rejects.toThrow(StoreUnavailableError);
    const request = { key: keyOf('ann', ''), request: ping };
    await expect(client.recordTogether([request])).rejects.toThrow(StoreUnavailableError);
    expect(await client.recordTogether([])).toEqual([]);
  });
});
