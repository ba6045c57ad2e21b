import { setTimeout as wait } from 'node:timers/promises';
import {
  type BrowserTab,
  type Chromium,
  type Gateway,
  OBSERVER,
  type Person,
  type VisitPlayer,
} from '@dwell/browsing';

/** A page is given so long to begin, in milliseconds. */
const LOAD_WITHIN_MS = 30_000;

/** Plays a visit at the real clock: a real person would see the same in the same time. */
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
    const deadline = Date.now() + LOAD_WITHIN_MS;
    while (!(await tab.evaluate<boolean>('location.pathname === ' + JSON.stringify(path)))) {
      if (Date.now() > deadline) throw new Error(`${path} was not loaded within ${LOAD_WITHIN_MS / 1000} s`);
      await wait(5);
    }
    return tab;
  }

  async lookAway(): Promise<void> {
    await this.person.open('about:blank');
  }

  /** The whole browser stands still, as it does in a computer that sleeps. */
  async sleep(seconds: number): Promise<void> {
    this.browser.fallAsleep();
    await wait(seconds * 1000, undefined, { signal: this.stop });
    this.browser.wakeUp();
  }

  close(tab: BrowserTab): Promise<void> {
    return tab.close();
  }

  settle(): Promise<void> {
    return Promise.resolve();
  }
}
