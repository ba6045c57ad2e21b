import { expect } from '@jest/globals';
import type { SessionAnswer } from '@dwell/shared';
import type { BrowserTab, Gateway, OpenOptions, PageClock, Person, Received } from '@dwell/browsing';
import type { TestServer } from '@dwell/api/testing/test-server';
import { eventually } from '../../support/screen.js';

/** How far the clock moves at a time, in milliseconds: at most the tracker's sampling step. */
const STEP_MS = 250;

interface PageOptions extends OpenOptions {
  /** Attributes of the script element in addition to the key and the user. */
  readonly attributes?: string;
  /** Options of startTracker as JavaScript: `{ idle: 30 }`. With options, the page imports the library. */
  readonly options?: string;
}

/** A user with a browser profile of their own. Their pages share the server's clock. */
export class Visitor {
  private readonly tabs: VisitedTab[] = [];
  private readonly closed: VisitedTab[] = [];

  constructor(
    readonly name: string,
    private readonly stage: { server: TestServer; gateway: Gateway; key: string; clockScript: string },
    private readonly person: Person,
  ) {}

  /** Opens the application's page at `path`. Resolves when the page is loaded and its requests are answered. */
  async open(
    path: string,
    { attributes = '', options, before = '', as }: PageOptions = {},
  ): Promise<VisitedTab> {
    const { gateway, key, clockScript } = this.stage;
    const query = new URLSearchParams({
      script: `data-key="${key}" data-user="${this.name}" ${attributes}`,
      ...(options !== undefined && { options: `{ headers: () => (${this.headers}), ...${options} }` }),
    });
    return this.openAt(`${gateway.url}${path}?${query}`, { before: clockScript + before, as });
  }

  /** Opens a page at any URL. */
  async openAt(url: string, { before = this.stage.clockScript, as }: OpenOptions = {}): Promise<VisitedTab> {
    const tab = new VisitedTab(await this.person.open(url, { before, as }));
    this.tabs.push(tab);
    await tab.loaded();
    await this.settle();
    return tab;
  }

  /** Opens a page that no debugger controls. Its clock runs in real time. */
  openAlone(path: string): Promise<void> {
    return this.person.openAlone(this.stage.gateway.url + path);
  }

  /** Hides the visible page behind an empty browser tab. Resolves when the page's requests are answered. */
  async hidePage(): Promise<void> {
    await this.startHidingPage();
    await this.settle();
  }

  /** Hides the visible page behind an empty browser tab, and does not wait for its requests. */
  async startHidingPage(): Promise<void> {
    await this.person.open('about:blank');
  }

  async showPage({ tab }: VisitedTab): Promise<void> {
    await tab.activate();
    await this.settle();
  }

  /** Closes the page's browser tab. Resolves when the report that a visible page then sends is answered. */
  async close(page: VisitedTab): Promise<void> {
    const { received } = this.stage.gateway;
    const isVisible = await page.tab.evaluate<boolean>(`document.visibilityState === 'visible'`);
    const before = received.length;
    this.tabs.splice(this.tabs.indexOf(page), 1);
    this.closed.push(page);
    await page.tab.close();
    await eventually(async () => {
      expect(received.length).toBeGreaterThanOrEqual(before + (isVisible ? 1 : 0));
    });
    await this.settle();
  }

  /** Resolves when `count` requests of this user have arrived. */
  waitForRequests(count: number): Promise<void> {
    return eventually(async () => {
      expect(this.received.length).toBeGreaterThanOrEqual(count);
    });
  }

  /** Resolves when `count` requests of this user have arrived and all are answered. */
  async waitForAnswers(count: number): Promise<void> {
    await this.waitForRequests(count);
    await this.settle();
  }

  /** Moves on the clock of the server and of every page that is awake. */
  async pass(seconds: number): Promise<void> {
    for (let left = Math.round(seconds * 1000); left > 0; left -= STEP_MS) {
      const step = Math.min(left, STEP_MS);
      this.stage.server.clock.advance(step);
      await Promise.all(this.tabs.filter(({ isAwake }) => isAwake).map((tab) => tab.pass(step)));
      await this.settle();
    }
  }

  /** Puts the user's computer to sleep for this long. */
  async sleep(seconds: number, system: 'windows' | 'other'): Promise<void> {
    this.stage.server.clock.advance(seconds * 1000);
    await Promise.all(this.tabs.map((tab) => tab.wakeAfter(seconds * 1000, system)));
    await this.settle();
  }

  /** Resolves when all requests are answered and the pages have processed the answers. */
  async settle(): Promise<void> {
    await Promise.all(this.tabs.filter(({ isAwake }) => isAwake).map((tab) => tab.idle()));
    await this.stage.gateway.idle();
  }

  private get headers(): string {
    return JSON.stringify({
      Authorization: `Bearer ${this.stage.key}`,
      'X-Dwell-User': encodeURIComponent(this.name),
    });
  }

  /** The calls that the gateway received from this user, in order: `keepalive`, `session-hide` … */
  get calls(): string[] {
    return this.received.map(({ call }) => call);
  }

  get received(): Received[] {
    return this.stage.gateway.received.filter(
      ({ headers }) => headers['x-dwell-user'] === encodeURIComponent(this.name),
    );
  }

  async sessions(): Promise<SessionAnswer[]> {
    const query = new URLSearchParams({ 'usernames[]': this.name });
    const { body } = await this.stage.server.call<{ sessions: SessionAnswer[] }>(
      'GET',
      `/api/v2/sessions?${query}`,
      { key: this.stage.key },
    );
    return body.sessions;
  }

  /** Returns the user's only session. */
  async session(): Promise<SessionAnswer> {
    const [session, ...more] = await this.sessions();
    if (!session || more.length > 0) throw new Error(`${this.name} has not exactly one session`);
    return session;
  }

  async leave(): Promise<void> {
    const problems = [...this.tabs, ...this.closed].flatMap((tab) => tab.unexpectedProblems);
    await this.person.leave();
    if (problems.length > 0) throw new Error(`Problems of ${this.name}:\n${problems.join('\n')}`);
  }
}

/** A browser tab with a tracked page. */
export class VisitedTab {
  isAwake = true;
  /** Parts of the texts of problems that the page may have. Other problems fail the test. */
  readonly expected: string[] = [];

  constructor(readonly tab: BrowserTab) {}

  get unexpectedProblems(): string[] {
    return this.tab.problems.filter((problem) => !this.expected.some((each) => problem.includes(each)));
  }

  async loaded(): Promise<void> {
    await this.tab.evaluate(
      `new Promise((resolve) => document.readyState === 'complete' ? resolve() : addEventListener('load', () => resolve()))`,
    );
  }

  async pass(ms: number): Promise<void> {
    await this.clock('run', ms);
  }

  async idle(): Promise<void> {
    await this.clock('idle');
  }

  async wakeAfter(ms: number, system: 'windows' | 'other'): Promise<void> {
    await this.clock('sleep', ms, system);
  }

  async shiftDate(ms: number): Promise<void> {
    await this.clock('shiftDate', ms);
  }

  /** Goes to another view of the application without loading a document. */
  async route(path: string): Promise<void> {
    await this.tab.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`);
    await this.idle();
  }

  /** Runs JavaScript in the page, and waits until the requests that follow are answered. */
  async run(script: string): Promise<void> {
    await this.tab.evaluate(script);
    await this.idle();
  }

  private async clock(method: keyof PageClock, ...args: unknown[]): Promise<void> {
    await this.tab.evaluate(`pageClock.${method}(${args.map((each) => JSON.stringify(each)).join()})`);
  }
}
