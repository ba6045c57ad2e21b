import { setTimeout as wait } from 'node:timers/promises';
import { USER_HEADER } from '@dwell/shared';
import type { DwellServer } from '@dwell/programs';
import type { HammerCounts } from '../hammer/hammer-client.js';

const TABS = ['summary', 'details', 'history'];

/** Many users over a few connections: each connection sends the next ping of the next user. */
export class Crowd {
  private readonly started = new Set<number>();
  private next = 0;

  constructor(
    private readonly server: DwellServer,
    private readonly users: number,
    private readonly connections: number,
  ) {}

  /** Sends pings until `end`, at most `perSecond` of them. */
  async load(perSecond: number, end: AbortSignal): Promise<HammerCounts> {
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

  private async ping(user: number): Promise<boolean> {
    const isNew = !this.started.has(user);
    const tab = TABS[user % TABS.length] ?? '';
    const answer = await fetch(`${this.server.url}/api/v2/${isNew ? 'sessionstart' : 'keepalive'}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.server.reporterKey}`,
        'content-type': 'application/json',
        [USER_HEADER]: `user-${user}`,
      },
      body: JSON.stringify(isNew ? {} : { visible: true, path: ['/work', tab] }),
    }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) this.started.add(user);
    return answer?.ok ?? false;
  }
}
