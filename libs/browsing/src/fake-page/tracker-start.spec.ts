import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTracker, type Tracker } from '@dwell/tracker';
import { FakePage } from './fake-page.js';
import { FakeTime } from './fake-time.js';
import { RecordingApi } from './testing/recording-api.js';
import { INTERVAL_MS } from './testing/tracked-page.js';

const OPTIONS = { url: 'https://dwell.example', interval: INTERVAL_MS / 1_000 };

describe('startTracker', () => {
  const nodes = new Map<PropertyKey, PropertyDescriptor | undefined>();
  let api: RecordingApi;
  let page: FakePage;
  let time: FakeTime;
  let tracker: Tracker;
  const start = (): Tracker => (tracker = startTracker(OPTIONS));

  /** Makes the fake page's globals those of this process, so that startTracker runs on that page. */
  beforeEach(() => {
    time = new FakeTime();
    api = new RecordingApi(time, () => page);
    page = new FakePage({ fetch: api.fetch, path: '/a', time });
    for (const [name, value] of Object.entries(page.globals)) {
      if (name === 'globalThis') continue;
      nodes.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
  });
  afterEach(() => {
    tracker.stop();
    for (const [name, property] of nodes) {
      if (property) Object.defineProperty(globalThis, name, property);
      else Reflect.deleteProperty(globalThis, name);
    }
    nodes.clear();
  });

  it('returns the running tracker when it is called twice', async () => {
    const first = start();
    const listeners = page.listenerCount;
    expect(start()).toBe(first);
    await time.run(1_000);
    expect(api.take()).toEqual(['sessionstart', 'keepalive visible /a']);
    expect([page.listenerCount, page.timerCount]).toEqual([listeners, 1]);
  });

  it('starts a new tracker after the last one was stopped', async () => {
    const first = start();
    await time.run(1_000);
    first.stop();
    await time.run(1_000);
    api.take();
    expect(start()).not.toBe(first);
    await time.run(1_000);
    expect(api.take()).toEqual(['sessionstart', 'keepalive visible /a']);
  });

  it('followed by stop and another start, as in React StrictMode, reports the page once', async () => {
    start().stop();
    start();
    await time.run(1_000);
    expect(api.take()).toEqual(['sessionstart', 'sessionstart', 'keepalive visible /a']);
    expect(page.timerCount).toBe(1);
  });

  it('starts a tracker that goes on when an earlier tracker is stopped a second time', async () => {
    const first = start();
    first.stop();
    start();
    first.stop();
    await time.run(1_000);
    api.take();
    await time.run(2 * INTERVAL_MS);
    expect(api.take().length).toBeGreaterThan(0);
  });
});

describe('startTracker on a server', () => {
  it('returns a tracker that does nothing', () => {
    expect(typeof document).toBe('undefined');
    const tracker = startTracker(OPTIONS);
    expect(() => {
      tracker.setPath(['/a']);
      tracker.stop();
    }).not.toThrow();
  });
});
