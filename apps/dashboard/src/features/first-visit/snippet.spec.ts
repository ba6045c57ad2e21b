import { beforeEach, describe, expect, it } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import { curlFor, SNIPPET, snippetFor } from './snippet.js';

interface Call {
  path: string;
  body: Record<string, unknown>;
  headers: Record<string, string>;
}

/** As much of a browser's page as the snippet touches; time goes on only when it is told to. */
class Page {
  readonly calls: Call[] = [];
  readonly delays: number[] = [];
  readonly location = { pathname: '/orders' };
  readonly localStorage: Record<string, string> = {};
  readonly document = {
    visibilityState: 'visible',
    prerendering: false,
    addEventListener: (name: string, listener: () => void) => this.listen(name, listener),
  };
  /** Status of each next answer; 200 when none is set. */
  answers: number[] = [];
  offline = false;
  private readonly listeners = new Map<string, (() => void)[]>();
  private timer: (() => void) | undefined;

  async load(): Promise<void> {
    const window = {
      location: this.location,
      localStorage: this.localStorage,
      document: this.document,
      addEventListener: (name: string, listener: () => void) => this.listen(name, listener),
      navigation: { addEventListener: (name: string, listener: () => void) => this.listen(name, listener) },
      setTimeout: (run: () => void, delay: number) => {
        this.timer = run;
        this.delays.push(delay);
        return 1;
      },
      clearTimeout: () => {
        this.timer = undefined;
      },
      fetch: (url: string, init: { body: string; headers: Record<string, string> }) => this.answer(url, init),
    };
    runInNewContext(snippetFor('https://dwell.test', 'dwell_k'), { ...window, window });
    await this.settle();
  }

  async tick(): Promise<void> {
    const run = this.timer;
    this.timer = undefined;
    run?.();
    await this.settle();
  }

  async fire(...names: string[]): Promise<void> {
    for (const name of names) this.listeners.get(name)?.forEach((listener) => listener());
    await this.settle();
  }

  async hide(): Promise<void> {
    // A page that is left: pagehide comes first, while the page still counts as visible.
    await this.fire('pagehide');
    this.document.visibilityState = 'hidden';
    await this.fire('visibilitychange');
  }

  async show(): Promise<void> {
    this.document.visibilityState = 'visible';
    await this.fire('visibilitychange');
  }

  paths(): string[] {
    return this.calls.map(({ path }) => path);
  }

  get waits(): boolean {
    return this.timer !== undefined;
  }

  private listen(name: string, listener: () => void): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
  }

  private answer(url: string, { body, headers }: { body: string; headers: Record<string, string> }) {
    if (this.offline) return Promise.reject(new TypeError('Failed to fetch'));
    this.calls.push({
      path: url.replace('https://dwell.test/api/v2', ''),
      body: JSON.parse(body) as Record<string, unknown>,
      headers,
    });
    const status = this.answers.shift() ?? 200;
    const interval = { get: (name: string) => (name === 'Dwell-Keepalive-Interval' ? '45' : null) };
    return Promise.resolve({ status, ok: status === 200, headers: interval });
  }

  private async settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }
}

describe('the snippet', () => {
  let page: Page;

  beforeEach(() => {
    page = new Page();
  });

  it('parses as it stands', () => {
    expect(() => new Function(SNIPPET)).not.toThrow();
  });

  it('starts a session, then says which page is visible where, for whom and by which key', async () => {
    await page.load();
    expect(page.paths()).toEqual(['/sessionstart', '/keepalive']);
    const keepalive = page.calls[1];
    expect(keepalive?.body).toMatchObject({ visible: true, path: ['/orders'] });
    expect(keepalive?.headers).toMatchObject({
      'Content-Type': 'application/json',
      Authorization: 'Bearer dwell_k',
      'X-Dwell-User': 'anna',
    });
    expect(keepalive?.body['page_id']).toBe(page.calls[0]?.body['page_id']);
  });

  it('goes on at the interval that the server wants', async () => {
    await page.load();
    await page.tick();
    await page.tick();
    expect(page.paths().slice(2)).toEqual(['/keepalive', '/keepalive']);
    expect(page.delays).toEqual([45_000, 45_000, 45_000]);
  });

  it('keeps the client, and names each page anew', async () => {
    await page.load();
    const next = new Page();
    Object.assign(next.localStorage, page.localStorage);
    await next.load();
    expect(next.calls[0]?.body['client_id']).toBe(page.calls[0]?.body['client_id']);
    expect(next.calls[0]?.body['page_id']).not.toBe(page.calls[0]?.body['page_id']);
  });

  it('says once that it is hidden, then is silent', async () => {
    await page.load();
    await page.hide();
    expect(page.paths().slice(2)).toEqual(['/session-hide']);
    expect(page.calls[2]?.body).toMatchObject({ path: ['/orders'] });
    expect(page.waits).toBe(false);
  });

  it('reports at once when it is back', async () => {
    await page.load();
    await page.hide();
    await page.show();
    expect(page.paths().slice(3)).toEqual(['/keepalive']);
    expect(page.waits).toBe(true);
  });

  it('starts another session when its own has ended meanwhile', async () => {
    await page.load();
    page.answers = [400];
    await page.tick();
    expect(page.paths().slice(2)).toEqual(['/keepalive', '/sessionstart', '/keepalive']);
  });

  it('tells of another view at once, and of the same one not', async () => {
    await page.load();
    await page.fire('currententrychange');
    expect(page.calls).toHaveLength(2);
    page.location.pathname = '/stock';
    await page.fire('currententrychange');
    expect(page.calls[2]).toMatchObject({ path: '/keepalive', body: { path: ['/stock'] } });
  });

  it('hides the view that was left last', async () => {
    await page.load();
    page.location.pathname = '/stock';
    await page.fire('currententrychange');
    await page.hide();
    expect(page.calls.at(-1)).toMatchObject({ path: '/session-hide', body: { path: ['/stock'] } });
  });

  it('says nothing while opened in the background or prerendered', async () => {
    page.document.visibilityState = 'hidden';
    await page.load();
    expect(page.calls).toEqual([]);
    await page.show();
    expect(page.paths()).toEqual(['/sessionstart', '/keepalive']);

    const early = new Page();
    early.document.prerendering = true;
    await early.load();
    expect(early.calls).toEqual([]);
    early.document.prerendering = false;
    await early.fire('prerenderingchange');
    expect(early.paths()).toEqual(['/sessionstart', '/keepalive']);
  });

  it('survives being offline, and tries again at its interval', async () => {
    page.offline = true;
    await page.load();
    expect(page.delays).toEqual([60_000]);
    page.offline = false;
    await page.tick();
    expect(page.paths()).toEqual(['/sessionstart', '/keepalive']);
  });

  it('asks a server that refuses it no more than twice an interval', async () => {
    page.answers = Array.from({ length: 20 }, () => 401);
    await page.load();
    await page.tick();
    await page.tick();
    expect(page.paths()).toEqual([
      ...['/sessionstart', '/keepalive'],
      ...['/sessionstart', '/keepalive'],
      ...['/sessionstart', '/keepalive'],
    ]);
  });
});

describe('the example for a terminal', () => {
  it('names the server, the key and the user in each call', () => {
    const text = curlFor('https://dwell.test', 'dwell_k');
    expect(text.match(/curl https:\/\/dwell\.test\/api\/v2\/(sessionstart|keepalive)/g)).toHaveLength(2);
    expect(text.match(/Bearer dwell_k'/g)).toHaveLength(2);
    expect(text.match(/X-Dwell-User: anna/g)).toHaveLength(2);
  });
});
