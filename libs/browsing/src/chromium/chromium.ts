import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrowserTab } from './browser-tab.js';
import { DevToolsPipe } from './devtools-pipe.js';
import { CHROMIUM, CHROMIUM_FLAGS } from './executable.js';

/** A browser that takes longer to end is killed, in milliseconds. */
const CLOSE_WITHIN_MS = 5_000;

export interface OpenOptions {
  /** `browser tab`: over the person's other ones, which it hides; `background`: behind them; `window`: beside them. */
  readonly as?: 'browser tab' | 'background' | 'window';
  /** A script that runs in every document before its own. */
  readonly before?: string;
}

/**
 * A real Chromium, driven over its DevTools protocol alone: what attaches more closely (Playwright does) keeps pages
 * from ever being hidden.
 */
export class Chromium {
  private constructor(
    private readonly process: ChildProcess,
    private readonly devTools: DevToolsPipe,
    private readonly folder: string,
  ) {}

  static isInstalled(): boolean {
    return existsSync(CHROMIUM);
  }

  static async launch(): Promise<Chromium> {
    const folder = await mkdtemp(join(tmpdir(), 'dwell-chromium-'));
    const process = spawn(
      CHROMIUM,
      [...CHROMIUM_FLAGS, '--remote-debugging-pipe', `--user-data-dir=${folder}`, 'about:blank'],
      {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
        // The leader of a group of its own, so that all of its processes can be stopped and continued at once.
        detached: true,
      },
    );
    const browser = new Chromium(process, new DevToolsPipe(process), folder);
    try {
      await browser.devTools.send('Browser.getVersion');
      return browser;
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /** A person with cookies, storage and windows of their own. */
  async newPerson(): Promise<Person> {
    const { browserContextId } = await this.devTools.send('Target.createBrowserContext');
    return new Person(this.devTools, String(browserContextId));
  }

  /** Stops every process of the browser, as a computer that falls asleep does. */
  fallAsleep(): void {
    this.signal('SIGSTOP');
  }

  wakeUp(): void {
    this.signal('SIGCONT');
  }

  async close(): Promise<void> {
    const ended = this.process.exitCode ?? this.process.signalCode;
    if (ended === null) {
      const gone = once(this.process, 'exit');
      // Asked to, it takes its temporary files along.
      const timer = setTimeout(() => this.signal('SIGKILL'), CLOSE_WITHIN_MS);
      await this.devTools.send('Browser.close').catch(() => undefined);
      await gone;
      clearTimeout(timer);
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private signal(signal: NodeJS.Signals): void {
    if (this.process.pid !== undefined) process.kill(-this.process.pid, signal);
  }
}

export class Person {
  constructor(
    private readonly devTools: DevToolsPipe,
    private readonly browserContextId: string,
  ) {}

  /** A new browser tab that is loading `url`; resolves when it has begun to. */
  async open(url: string, { as = 'browser tab', before }: OpenOptions = {}): Promise<BrowserTab> {
    const { targetId } = await this.devTools.send('Target.createTarget', {
      url: 'about:blank',
      browserContextId: this.browserContextId,
      ...(as === 'window' && { newWindow: true }),
      ...(as === 'background' && { background: true }),
    });
    const tab = await BrowserTab.attach(this.devTools, String(targetId));
    if (before !== undefined) await tab.runBefore(before);
    await tab.goTo(url);
    return tab;
  }

  /** A new browser tab that is left alone: nothing watches or steers it. Only such a page prerenders others. */
  async openAlone(url: string): Promise<void> {
    await this.devTools.send('Target.createTarget', { url, browserContextId: this.browserContextId });
  }

  /** Closes all that is theirs. */
  async leave(): Promise<void> {
    await this.devTools.send('Target.disposeBrowserContext', { browserContextId: this.browserContextId });
  }
}
