import { setImmediate as turn } from 'node:timers/promises';
import { FakePage, FakeTime, Gateway, type Received, trackerScript } from '@dwell/browsing';
import type { SessionAnswer } from '@dwell/shared';
import { TestServer } from '@dwell/api/testing/test-server';

/** Time between two keepalives, in milliseconds. */
export const INTERVAL_MS = 5_000;

/** How far the clock moves at a time, in milliseconds: at most the tracker's sampling step. */
const STEP_MS = 250;

/** While pages navigate, one in NAVIGATING_PAGES pages changes its view each second. */
const NAVIGATING_PAGES = 10;

/**
 * Many fake pages, each with a user of its own, and the real API. The pages' clock and the API's clock start at the
 * same time and move in steps of 250 ms, the API's first.
 */
export class Crowd {
  private readonly pages: FakePage[] = [];
  private inFlight = 0;
  private readonly time = new FakeTime(async () => {
    do await turn();
    while (this.inFlight > 0);
  });

  private constructor(
    private readonly server: TestServer,
    readonly gateway: Gateway,
    private readonly key: string,
  ) {}

  static async start(): Promise<Crowd> {
    const server = await TestServer.start({ KEEPALIVE_INTERVAL: String(INTERVAL_MS / 1_000) });
    const key = await server.createKey({ name: 'crowd', role: 'analyst' });
    const gateway = await Gateway.start(server.url, () => server.clock.now());
    return new Crowd(server, gateway, key);
  }

  /** Opens `count` pages, spread evenly over an interval. */
  async open(count: number): Promise<void> {
    const script = trackerScript();
    const steps = INTERVAL_MS / STEP_MS;
    for (let index = 0; index < count; index++) {
      const page = new FakePage({
        fetch: this.fetch,
        src: `${this.gateway.url}/tracker.js`,
        dataset: { key: this.key, user: String(index) },
        time: this.time,
      });
      page.run(script);
      this.pages.push(page);
      if (index % (count / steps) === count / steps - 1) await this.step(false);
    }
  }

  /**
   * Moves the clock on by `intervals` keepalive intervals, and returns the requests that arrived meanwhile. If
   * `navigating`, some pages change their view.
   */
  async pass(intervals: number, { navigating = false } = {}): Promise<Received[]> {
    this.gateway.received.length = 0;
    for (let ms = 0; ms < intervals * INTERVAL_MS; ms += STEP_MS)
      await this.step(navigating && ms % 1_000 === 0);
    return [...this.gateway.received];
  }

  /** Closes all pages at once, and returns the sessions by user. */
  async close(): Promise<ReadonlyMap<string, SessionAnswer>> {
    for (const page of this.pages) page.close();
    await this.time.run(0);
    const { body } = await this.server.call<{ sessions: SessionAnswer[] }>('GET', '/api/v2/sessions', {
      key: this.key,
    });
    return new Map(body.sessions.map((session) => [session.username, session]));
  }

  async end(): Promise<void> {
    await this.gateway.close();
    await this.server.close();
  }

  private async step(navigating: boolean): Promise<void> {
    if (navigating) {
      for (const page of this.pages.filter((_, index) => index % NAVIGATING_PAGES === 0)) {
        page.navigate(page.location.pathname === '/a' ? '/b' : '/a');
      }
    }
    this.server.clock.advance(STEP_MS);
    await this.time.run(STEP_MS, STEP_MS);
  }

  private readonly fetch: typeof fetch = async (...request) => {
    this.inFlight++;
    try {
      const answer = await fetch(...request);
      return new Response(await answer.text(), answer);
    } finally {
      this.inFlight--;
    }
  };
}

/** Returns how many requests each user sent. */
export const countByUser = (received: readonly Received[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { headers } of received) {
    const user = String(headers['x-dwell-user']);
    counts.set(user, (counts.get(user) ?? 0) + 1);
  }
  return counts;
};
