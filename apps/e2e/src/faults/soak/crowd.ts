import { setTimeout as wait } from 'node:timers/promises';
import type { DwellServer } from '@dwell/programs';
import type { HammerCounts } from '../hammer/sender.js';
import { StartingPings } from '../hammer/starting-pings.js';

const TABS = ['summary', 'details', 'history'];

/** Many users over a few connections: each connection sends the next ping of the next user. */
export class Crowd {
  private readonly pings: StartingPings;
  private next = 0;

  constructor(
    server: DwellServer,
    private readonly users: number,
    private readonly connections: number,
  ) {
    this.pings = new StartingPings(server);
  }

  /** Sends pings until `end`, at most `perSecond` a second. Resolves to how many were accepted, and how many failed. */
  async load(perSecond: number, end: AbortSignal): Promise<Omit<HammerCounts, 'pings'>> {
    const beganAt = performance.now();
    let sent = 0;
    const counts = { answered: 0, failed: 0 };
    const connection = async (): Promise<void> => {
      for (;;) {
        const dueAt = beganAt + (sent++ / perSecond) * 1_000;
        const earlyMs = dueAt - performance.now();
        if (earlyMs > 0) await wait(earlyMs, undefined, { signal: end }).catch(() => undefined);
        if (end.aborted) return;
        if (await this.ping(this.next++ % this.users)) counts.answered++;
        else counts.failed++;
      }
    };
    await Promise.all(Array.from({ length: this.connections }, connection));
    return counts;
  }

  private ping(user: number): Promise<boolean> {
    return this.pings.send(user, { visible: true, path: ['/work', TABS[user % TABS.length]] });
  }
}
