import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { Chromium, Gateway, pageClockScript } from '@dwell/browsing';
import { TestServer } from '@dwell/api/testing/test-server';
import { Visitor } from './visitor.js';

const LIBRARY = new URL('../../../../../libs/tracker/dist/', import.meta.url);

/** An application's page, with the tracker as the query asks for it: by a script element, or imported. */
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

/** The real API, whose clock stands still until it is told to go on; an application beside it; and a real browser. */
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
    const key = await server.createKey({ name: 'tracker', role: 'analyst' });
    const gateway = await Gateway.start(server.url, () => server.clock.now());
    gateway.serve('/', (url) => ({ body: applicationPage(url) }));
    gateway.serve('/library/', ({ pathname }) => ({
      body: readFileSync(new URL(pathname.replace('/library/', ''), LIBRARY), 'utf8'),
      type: 'text/javascript',
    }));
    return new TrackedStage(server, gateway, await Chromium.launch(), key);
  }

  /** Sets a page's clock to the server's. */
  get clockScript(): string {
    return pageClockScript(this.server.clock.now());
  }

  async visitor(): Promise<Visitor> {
    const visitor = new Visitor(`visitor ${++this.count}`, this, await this.browser.newPerson());
    this.visitors.push(visitor);
    return visitor;
  }

  /** @throws when one of them met a problem that it was not to meet. */
  async endVisits(): Promise<void> {
    const ended = this.visitors;
    this.visitors = [];
    this.gateway.treat({ kind: 'pass' });
    this.gateway.received.length = 0;
    for (const visitor of ended) await visitor.leave();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.gateway.close();
    await this.server.close();
  }
}

/** A stage for the tests of a `describe`. */
export const useTrackedStage = (env: Readonly<Record<string, string>> = {}): (() => TrackedStage) => {
  let stage: TrackedStage | undefined;
  beforeAll(async () => {
    stage = await TrackedStage.open(env);
  });
  afterEach(() => stage?.endVisits());
  afterAll(() => stage?.close());
  return () => {
    if (!stage) throw new Error('The stage is not set yet');
    return stage;
  };
};
