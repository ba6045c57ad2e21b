import { setTimeout as wait } from 'node:timers/promises';
import {
  type BrowserTab,
  type Chromium,
  type Gateway,
  OBSERVER,
  type Person,
  type VisitPlayer,
} from '@dwell/browsing';

/** How long to wait until a command to the browser has its effect, in milliseconds. */
const SOON_MS = 30_000;

/** Plays a visit in real time in a real browser, as a person would. */
export class RealPlayer implements VisitPlayer {
  private readonly began = Date.now();

  constructor(
    private readonly browser: Chromium,
    private readonly person: Person,
    private readonly gateway: Gateway,
    private readonly stop: AbortSignal,
  ) {}

  now(): number {
    return Date.now();
  }

  async until(seconds: number): Promise<void> {
    const early = this.began + seconds * 1000 - Date.now();
    if (early > 0) await wait(early, undefined, { signal: this.stop });
  }

  async open(path: string, as: Parameters<VisitPlayer['open']>[1]): Promise<BrowserTab> {
    const tab = await this.person.open(this.gateway.url + path, { as, before: OBSERVER });
    const isThere = `location.pathname === ${JSON.stringify(path)}`;
    await this.soon(() => tab.evaluate<boolean>(isThere), `${path} was not loaded`);
    return tab;
  }

  async lookAway(): Promise<void> {
    await this.person.open('about:blank');
  }

  /** Stops all processes of the browser, as when the computer sleeps. */
  async sleep(seconds: number): Promise<void> {
    this.browser.fallAsleep();
    await wait(seconds * 1000, undefined, { signal: this.stop });
    this.browser.wakeUp();
  }

  async close(tab: BrowserTab): Promise<void> {
    const isVisible = await tab.evaluate<boolean>(`document.visibilityState === 'visible'`);
    const before = this.gateway.received.length;
    await tab.close();
    if (isVisible)
      await this.soon(() => this.gateway.received.length > before, 'A page that was closed said nothing');
  }

  settle(): Promise<void> {
    return Promise.resolve();
  }

  private async soon(condition: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
    const deadline = Date.now() + SOON_MS;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`${otherwise} within ${SOON_MS / 1000} s`);
      await wait(5, undefined, { signal: this.stop });
    }
  }
}
