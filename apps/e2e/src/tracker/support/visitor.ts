import { expect } from '@jest/globals';
import type { SessionAnswer } from '@dwell/shared';
import type { BrowserTab, Gateway, OpenOptions, PageClock, Person, Received } from '@dwell/browsing';
import type { TestServer } from '@dwell/api/testing/test-server';
import { eventually } from '../../support/screen.js';

/** A tracked page moves so far at a time: no further than the tracker's own step. In milliseconds. */
const STEP_MS = 250;

interface PageOptions extends OpenOptions {
  /** Attributes of the script element, beside the key and the user. */
  readonly attributes?: string;
  /** The options of startTracker as JavaScript, `{ idle: 30 }`: then the page imports the library instead. */
  readonly options?: string;
}

/** Somebody with a browser of their own, and the clock that their pages and the server share. */
export class Visitor {
  private readonly tabs: VisitedTab[] = [];
  private readonly closed: VisitedTab[] = [];

  constructor(
    readonly name: string,
    private readonly stage: { server: TestServer; gateway: Gateway; key: string; clockScript: string },
    private readonly person: Person,
  ) {}

  /** A page of the application at `path`; resolves when it was loaded and has nothing more to say. */
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

  /** A page anywhere. */
  async openAt(url: string, { before = this.stage.clockScript, as }: OpenOptions = {}): Promise<VisitedTab> {
    const tab = new VisitedTab(await this.person.open(url, { before, as }));
    this.tabs.push(tab);
    await tab.loaded();
    await this.settle();
    return tab;
  }

  /** A page that nothing steers: its time runs as everywhere. */
  openAlone(path: string): Promise<void> {
    return this.person.openAlone(this.stage.gateway.url + path);
  }

  /** Opens another, empty browser tab over the one that is looked at. */
  async lookAway(): Promise<void> {
    await this.turnAway();
    await this.settle();
  }

  /** The same, and nothing that it brings about is waited for. */
  async turnAway(): Promise<void> {
    await this.person.open('about:blank');
  }

  async lookAt({ tab }: VisitedTab): Promise<void> {
    await tab.activate();
    await this.settle();
  }

  /** Closes the browser tab; resolves when the server has heard of it, where there is something to hear. */
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

  /** Resolves when so many requests of theirs have arrived. */
  arrives(count: number): Promise<void> {
    return eventually(async () => {
      expect(this.received.length).toBeGreaterThanOrEqual(count);
    });
  }

  /** Resolves when so many requests of theirs have arrived, and all are answered. */
  async hears(count: number): Promise<void> {
    await this.arrives(count);
    await this.settle();
  }

  /** Lets time pass, for the server and for every page that is awake. */
  async pass(seconds: number): Promise<void> {
    for (let left = Math.round(seconds * 1000); left > 0; left -= STEP_MS) {
      const step = Math.min(left, STEP_MS);
      this.stage.server.clock.advance(step);
      await Promise.all(this.tabs.filter(({ isAwake }) => isAwake).map((tab) => tab.pass(step)));
      await this.settle();
    }
  }

  /** Closes the computer's lid for so long. */
  async sleep(seconds: number, system: 'windows' | 'other'): Promise<void> {
    this.stage.server.clock.advance(seconds * 1000);
    await Promise.all(this.tabs.map((tab) => tab.wakeAfter(seconds * 1000, system)));
    await this.settle();
  }

  /** Resolves when all that is under way was answered, and the answers were taken in. */
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

  /** What the server received of them, in order: `keepalive`, `session-hide` … */
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

  /** Their one session. */
  async session(): Promise<SessionAnswer> {
    const [session, ...more] = await this.sessions();
    if (!session || more.length > 0) throw new Error(`${this.name} has not one session`);
    return session;
  }

  async leave(): Promise<void> {
    const problems = [...this.tabs, ...this.closed].flatMap((tab) => tab.unexpectedProblems);
    await this.person.leave();
    if (problems.length > 0) throw new Error(`Met by ${this.name}:\n${problems.join('\n')}`);
  }
}

/** A browser tab with a page that the tracker runs in. */
export class VisitedTab {
  isAwake = true;
  /** Problems that the visit is to meet, by what they contain. */
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

  /** Goes to another view of the application, without loading a document. */
  async route(path: string): Promise<void> {
    await this.tab.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`);
    await this.idle();
  }

  /** Runs JavaScript on the page, and lets what it brings about be answered. */
  async run(script: string): Promise<void> {
    await this.tab.evaluate(script);
    await this.idle();
  }

  private async clock(method: keyof PageClock, ...args: unknown[]): Promise<void> {
    await this.tab.evaluate(`pageClock.${method}(${args.map((each) => JSON.stringify(each)).join()})`);
  }
}
