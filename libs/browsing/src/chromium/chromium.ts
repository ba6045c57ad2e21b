import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrowserTab } from './browser-tab.js';
import { DevToolsPipe } from './devtools-pipe.js';

/** The path of the browser: the environment variable CHROMIUM, or Debian's. */
export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Options for a browser without a window, and without requests of its own. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The time that the browser has to end before it is killed, in milliseconds. */
const CLOSE_WITHIN_MS = 5_000;

export interface OpenOptions {
  /**
   * Where the new browser tab opens. `browser tab`: in front of the window's other tabs, which become hidden.
   * `background`: behind them. `window`: in a window of its own. Default: `browser tab`.
   */
  readonly as?: 'browser tab' | 'background' | 'window';
  /** A script that runs in every document before the document's own scripts. */
  readonly before?: string;
}

/** A real Chromium, controlled only through its DevTools protocol. Under Playwright, pages would never be hidden. */
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
        // A process group of its own: a signal to the group stops or continues all processes of the browser.
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

  /** Creates a person with their own cookies, storage and windows. */
  async newPerson(): Promise<Person> {
    const { browserContextId } = await this.devTools.send('Target.createBrowserContext');
    return new Person(this.devTools, String(browserContextId));
  }

  /** Stops all processes of the browser, as sleep of the computer does. */
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
      // Kills the browser only if it does not end by itself: a killed browser leaves its temporary files behind.
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

  /** Opens `url` in a new browser tab. Resolves when the document has begun to load. */
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

  /**
   * Opens `url` in a new browser tab without a DevTools connection. Chromium prerenders further pages only for a page
   * without such a connection.
   */
  async openAlone(url: string): Promise<void> {
    await this.devTools.send('Target.createTarget', { url, browserContextId: this.browserContextId });
  }

  /** Closes all browser tabs of the person, and removes their cookies and storage. */
  async leave(): Promise<void> {
    await this.devTools.send('Target.disposeBrowserContext', { browserContextId: this.browserContextId });
  }
}

let pageClock: string | undefined;

/** Returns the built page-clock.ts for {@link OpenOptions.before}. Its clock starts at `start`, in epoch ms. */
export const pageClockScript = (start: number): string => {
  pageClock ??= readFileSync(new URL('../../dist/page-clock.js', import.meta.url), 'utf8');
  return `window.pageClockStart = ${start};\n${pageClock}`;
};
