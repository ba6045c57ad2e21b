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

/** How long something may take to show, on a busy machine. */
const TIMEOUT_MS = 30_000;

interface VisitOptions extends BrowserContextOptions {
  /** Who is logged in; null: nobody. Default: the admin. */
  as?: { username: string; password: string } | null;
  /** Problems that this visit is to meet, by how they begin: `401 GET /api/v2/auth/me`. Any other is a failure. */
  expected?: readonly string[];
}

/** A server, a browser, and those who visit; each visitor has cookies and storage of their own. */
export class Stage {
  private readonly visits: { context: BrowserContext; problems: readonly string[] }[] = [];

  constructor(
    readonly server: Server,
    private readonly browser: Browser,
  ) {}

  async visit(path: string, options?: VisitOptions): Promise<Page> {
    const page = await this.open(options);
    await page.goto(path);
    return page;
  }

  /** A page that has not gone anywhere yet. */
  async open({ as = ADMIN, expected = [], ...options }: VisitOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.server.url,
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      timezoneId: 'UTC',
      ...options,
    });
    context.setDefaultTimeout(TIMEOUT_MS);
    this.visits.push({ context, problems: watchProblems(context, expected) });
    if (as) await context.request.post('/api/v2/auth/login', { data: as });
    return context.newPage();
  }

  /** Ends all visits. @throws when one of them met a problem that it was not to meet. */
  async endVisits(): Promise<void> {
    const ended = this.visits.splice(0);
    await Promise.all(ended.map(({ context }) => context.close()));
    const problems = ended.flatMap((visit) => visit.problems);
    if (problems.length > 0) throw new Error(`Met in the browser:\n${problems.join('\n')}`);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}

/** A stage for the tests of a `describe`; `settings` are the server's. */
export const useStage = (
  history: () => readonly PastRequest[],
  settings: () => Readonly<Record<string, string>> = () => ({}),
): (() => Stage) => {
  let stage: Stage | undefined;
  beforeAll(async () => {
    const server = await Server.start(history(), settings());
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
  afterEach(() => stage?.endVisits());
  afterAll(() => stage?.close());
  return () => {
    if (!stage) throw new Error('The stage is not set yet');
    return stage;
  };
};
