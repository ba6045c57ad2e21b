import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { CHROMIUM, CHROMIUM_FLAGS } from '@dwell/browsing';
import {
  type Browser,
  chromium,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import type { PastRequest } from '@dwell/api/testing/record-history';
import { watchProblems } from './problems.js';
import { ADMIN, Server } from './server.js';

/** How long to wait for an element, in milliseconds: enough for a busy machine. */
const TIMEOUT_MS = 30_000;

export interface PageOptions extends BrowserContextOptions {
  /** The user who is logged in, or null for nobody. Default: the admin. */
  as?: { username: string; password: string } | null;
  /** Prefixes of the problems that the page may have: `401 GET /api/v2/auth/me`. Other problems fail the test. */
  expected?: readonly string[];
}

/** A context of pages, which share cookies and storage, and the unexpected problems of its pages. */
interface WatchedContext {
  context: BrowserContext;
  problems: string[];
}

/** A server, a browser and its pages. Each page has cookies and storage of its own, except in a kept context. */
export class Stage {
  private readonly contexts: WatchedContext[] = [];
  private readonly kept: WatchedContext[] = [];

  constructor(
    readonly server: Server,
    private readonly browser: Browser,
  ) {}

  /** Opens the page at `path`. */
  async openPage(path: string, options?: PageOptions): Promise<Page> {
    const page = await this.newPage(options);
    await page.goto(path);
    return page;
  }

  /** Returns an empty page. */
  async newPage(options?: PageOptions): Promise<Page> {
    const watched = await this.openContext(options);
    this.contexts.push(watched);
    return watched.context.newPage();
  }

  /**
   * Returns a context that stays open after a test, so that its pages need no login each. After a test, only its pages
   * are closed.
   */
  async keepContext(options?: PageOptions): Promise<BrowserContext> {
    const watched = await this.openContext(options);
    this.kept.push(watched);
    return watched.context;
  }

  private async openContext({
    as = ADMIN,
    expected = [],
    ...options
  }: PageOptions = {}): Promise<WatchedContext> {
    const context = await this.browser.newContext({
      baseURL: this.server.url,
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      timezoneId: 'UTC',
      ...options,
    });
    context.setDefaultTimeout(TIMEOUT_MS);
    if (as) await context.request.post('/api/v2/auth/login', { data: as });
    return { context, problems: watchProblems(context, expected) };
  }

  /** Closes all pages. @throws when a page had a problem that its option `expected` does not name. */
  async closePages(): Promise<void> {
    const closed = this.contexts.splice(0);
    await Promise.all([
      ...closed.map(({ context }) => context.close()),
      ...this.kept.flatMap(({ context }) => context.pages().map((page) => page.close())),
    ]);
    const problems = [...closed, ...this.kept].flatMap((watched) => watched.problems.splice(0));
    if (problems.length > 0) throw new Error(`Problems in the browser:\n${problems.join('\n')}`);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}

/**
 * Starts a stage for the tests of a `describe`. `history` returns the requests that the database begins with. They are
 * added to the file that `createFile` creates, if it is given.
 */
export const useStage = (
  history: () => readonly PastRequest[],
  settings: () => Readonly<Record<string, string>> = () => ({}),
  createFile?: (file: string) => Promise<void>,
): (() => Stage) => {
  let stage: Stage | undefined;
  beforeAll(async () => {
    const server = await Server.start(history(), settings(), createFile);
    stage = new Stage(
      server,
      await chromium
        .launch({ executablePath: CHROMIUM, args: [...CHROMIUM_FLAGS] })
        .catch(async (error: unknown) => {
          await server.close();
          throw error;
        }),
    );
  });
  afterEach(() => stage?.closePages());
  afterAll(() => stage?.close());
  return () => {
    if (!stage) throw new Error('The stage is used before it is started');
    return stage;
  };
};
