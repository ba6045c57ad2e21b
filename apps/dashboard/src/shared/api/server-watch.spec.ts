import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  PROBE_AFTER_MS,
  PROBE_TIMEOUT_MS,
  RETURN_SHOWN_MS,
  ServerWatch,
  type Verdict,
} from './server-watch.js';

const OPENED = Date.UTC(2026, 0, 1, 14, 5, 9);

/** A browser whose probes get the answer that the test sets, or none. */
class ScriptedBrowser {
  answer: Verdict | 'none' = 'ready';
  hidden = false;
  probes = 0;
  private listener: () => void = () => undefined;

  readonly probe = (signal: AbortSignal): Promise<Verdict> => {
    this.probes++;
    if (this.answer !== 'none') return Promise.resolve(this.answer);
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        resolve('silent');
      });
    });
  };

  readonly isHidden = (): boolean => this.hidden;

  readonly onChange = (listener: () => void): (() => void) => {
    this.listener = listener;
    return () => (this.listener = () => undefined);
  };

  hide(hidden: boolean): void {
    this.hidden = hidden;
    this.listener();
  }

  changeNetwork(): void {
    this.listener();
  }
}

let browser: ScriptedBrowser;
let watch: ServerWatch;
let unsubscribe: () => void;

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const state = (): string => watch.current().state;

/** Keeps the page's refresh running until the returned function is called. */
const holdRefresh = (): (() => void) => {
  let finish: () => void = () => undefined;
  watch.refresh = () => new Promise<void>((resolve) => (finish = resolve));
  return () => finish();
};

/** Stops the server until the watch has noticed it, then starts it until the watch has noticed that. */
const stopAndStart = async (): Promise<void> => {
  browser.answer = 'silent';
  await pass(PROBE_AFTER_MS);
  browser.answer = 'ready';
  await pass(PROBE_AFTER_MS);
};

beforeEach(() => {
  jest.useFakeTimers({ now: OPENED });
  browser = new ScriptedBrowser();
  watch = new ServerWatch(browser);
  unsubscribe = watch.subscribe(() => undefined);
});

afterEach(() => {
  unsubscribe();
  jest.useRealTimers();
});

describe('the watch on the server', () => {
  it('notices a server that refuses connections at the next probe', async () => {
    browser.answer = 'silent';
    await pass(PROBE_AFTER_MS - 1);
    expect(state()).toBe('answering');
    await pass(1);
    expect(watch.current()).toEqual({ state: 'lost', since: OPENED, reason: 'silent' });
  });

  it('notices within 10 seconds a server that accepts requests and never answers', async () => {
    expect(PROBE_AFTER_MS + PROBE_TIMEOUT_MS).toBeLessThan(10_000);
    browser.answer = 'none';
    await pass(PROBE_AFTER_MS + PROBE_TIMEOUT_MS - 1);
    expect(state()).toBe('answering');
    await pass(1);
    expect(watch.current()).toEqual({ state: 'lost', since: OPENED, reason: 'silent' });
  });

  it('tells a server whose database does not answer from one that is silent', async () => {
    browser.answer = 'unready';
    await pass(PROBE_AFTER_MS);
    expect(watch.current()).toMatchObject({ state: 'lost', reason: 'unready' });
    browser.answer = 'silent';
    await pass(PROBE_AFTER_MS);
    expect(watch.current()).toEqual({ state: 'lost', since: OPENED, reason: 'silent' });
  });

  it('says since when the server is silent: since its last answer to any request', async () => {
    await pass(PROBE_AFTER_MS + 500);
    watch.noteAnswer();
    browser.answer = 'silent';
    await pass(PROBE_AFTER_MS);
    expect(watch.current()).toMatchObject({ state: 'lost', since: OPENED + PROBE_AFTER_MS + 500 });
  });

  it('sends no probe while other requests are answered', async () => {
    for (let second = 0; second < 30; second++) {
      await pass(1_000);
      watch.noteAnswer();
    }
    expect(browser.probes).toBe(0);
  });

  it('probes at once when a request fails, and trusts a good answer to the probe', async () => {
    watch.noteFailure();
    await pass(0);
    expect(browser.probes).toBe(1);
    expect(state()).toBe('answering');
    browser.answer = 'silent';
    watch.noteFailure();
    await pass(0);
    expect(state()).toBe('lost');
  });

  it('does not take a slow probe for silence when another request is answered meanwhile', async () => {
    browser.answer = 'none';
    await pass(PROBE_AFTER_MS + 1_000);
    watch.noteAnswer();
    await pass(PROBE_TIMEOUT_MS);
    expect(state()).toBe('answering');
  });

  it('refreshes the page when the server is back, and then says for RETURN_SHOWN_MS that it is back', async () => {
    const finish = holdRefresh();
    await stopAndStart();
    const at = OPENED + 2 * PROBE_AFTER_MS;
    expect(watch.current()).toEqual({ state: 'returned', at, refreshed: false });
    finish();
    await pass(0);
    expect(watch.current()).toEqual({ state: 'returned', at, refreshed: true });
    await pass(RETURN_SHOWN_MS - 1);
    expect(state()).toBe('returned');
    await pass(1);
    expect(state()).toBe('answering');
  });

  it('stays lost when the server stops again before the page is refreshed', async () => {
    const finish = holdRefresh();
    await stopAndStart();
    browser.answer = 'silent';
    await pass(PROBE_AFTER_MS);
    finish();
    await pass(RETURN_SHOWN_MS);
    expect(watch.current()).toMatchObject({ state: 'lost', since: OPENED + 2 * PROBE_AFTER_MS });
  });

  it('sends no probe from a hidden browser tab, and one at once when the tab is shown', async () => {
    browser.hide(true);
    browser.answer = 'silent';
    await pass(3_600_000);
    expect(browser.probes).toBe(0);
    expect(state()).toBe('answering');
    browser.hide(false);
    await pass(0);
    expect(watch.current()).toEqual({ state: 'lost', since: OPENED, reason: 'silent' });
  });

  it('drops a probe that still waits for its answer when the browser tab is hidden', async () => {
    browser.answer = 'none';
    await pass(PROBE_AFTER_MS);
    browser.hide(true);
    await pass(PROBE_TIMEOUT_MS);
    expect(state()).toBe('answering');
  });

  it('probes at once when the browser goes offline or online', async () => {
    browser.answer = 'silent';
    browser.changeNetwork();
    await pass(0);
    expect(state()).toBe('lost');
    browser.answer = 'ready';
    browser.changeNetwork();
    await pass(0);
    expect(state()).toBe('returned');
  });

  it('sends no probe without a subscriber', async () => {
    unsubscribe();
    await pass(60_000);
    expect(browser.probes).toBe(0);
  });
});
