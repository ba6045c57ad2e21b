import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { Chromium, Gateway, pageClockScript } from '@dwell/browsing';
import { TestServer } from '@dwell/api/testing/test-server';
import { Visitor } from './visitor.js';

const LIBRARY = new URL('../../../../../libs/tracker/dist/', import.meta.url);

/**
 * Returns the HTML of a page of the application. The page loads the tracker with a script element, or imports the
 * library if the query has `options`.
 */
const applicationPage = ({ searchParams }: URL): string => {
  const options = searchParams.get('options');
  const script =
    options === null
      ? `<script src="/tracker.js" ${searchParams.get('script') ?? ''} async></script>`
      : `<script type="module">
           import { startTracker } from '/library/index.js';
           window.startTracker = startTracker;
           window.dwell = startTracker(${options});
         </script>`;
  return `<!doctype html><title>Application</title>${script}`;
};

/** The real API with a clock that only the tests move, an application on the same origin, and a real browser. */
export class TrackedStage {
  private visitors: Visitor[] = [];
  private count = 0;

  private constructor(
    readonly server: TestServer,
    readonly gateway: Gateway,
    readonly browser: Chromium,
    readonly key: string,
  ) {}

  static async open(env: Readonly<Record<string, string>>): Promise<TrackedStage> {
    const server = await TestServer.start(env);
    const key = await server.createKey({ name: 'tracker', role: 'analyst', session_data: true });
    const gateway = await Gateway.start(server.url, () => server.clock.now());
    gateway.serve('/', (url) => ({ body: applicationPage(url) }));
    gateway.serve('/library/', ({ pathname }) => ({
      body: readFileSync(new URL(pathname.replace('/library/', ''), LIBRARY), 'utf8'),
      type: 'text/javascript',
    }));
    return new TrackedStage(server, gateway, await Chromium.launch(), key);
  }

  /** A script that sets a page's clock to the server's. */
  get clockScript(): string {
    return pageClockScript(this.server.clock.now());
  }

  async visitor(): Promise<Visitor> {
    const visitor = new Visitor(`visitor ${++this.count}`, this, await this.browser.newPerson());
    this.visitors.push(visitor);
    return visitor;
  }

  /** Closes the pages of all visitors. @throws when a page had a problem that its list `expected` does not name. */
  async closeVisitors(): Promise<void> {
    const visitors = this.visitors;
    this.visitors = [];
    this.gateway.treat({ kind: 'pass' });
    this.gateway.received.length = 0;
    for (const visitor of visitors) await visitor.leave();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.gateway.close();
    await this.server.close();
  }
}

/**
 * Starts a stage before the tests of a `describe`, closes its visitors after each test, and closes the stage after the
 * last one. Returns a function that returns the stage.
 */
export const useTrackedStage = (env: Readonly<Record<string, string>> = {}): (() => TrackedStage) => {
  let stage: TrackedStage | undefined;
  beforeAll(async () => {
    stage = await TrackedStage.open(env);
  });
  afterEach(() => stage?.closeVisitors());
  afterAll(() => stage?.close());
  return () => {
    if (!stage) throw new Error('The stage is used before it is started');
    return stage;
  };
};
