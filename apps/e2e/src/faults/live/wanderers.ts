import { setTimeout as wait } from 'node:timers/promises';
import { USER_HEADER } from '@dwell/shared';
import type { DwellServer } from '@dwell/programs';

export const VIEWS = ['/work', '/mail', '/plans'];
const TABS = ['summary', 'details'];

/** Clients that ping from one view and tab after another, visible or hidden. */
export class Wanderers {
  failed = 0;
  private readonly started = new Set<number>();

  constructor(
    private readonly server: DwellServer,
    private readonly clients: number,
  ) {}

  /** Sends `perSecond` pings in all until `end`. Resolves to how long each took, in milliseconds. */
  async pingUntil(end: AbortSignal, perSecond: number): Promise<number[]> {
    const latencies: number[] = [];
    const pauseMs = (this.clients / perSecond) * 1_000;
    const wander = async (client: number): Promise<void> => {
      for (let turn = 0; !end.aborted; turn++) {
        const beganAt = performance.now();
        if (await this.ping(client, turn)) latencies.push(performance.now() - beganAt);
        else this.failed++;
        const restMs = pauseMs - (performance.now() - beganAt);
        if (restMs > 0) await wait(restMs, undefined, { signal: end }).catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: this.clients }, (_, client) => wander(client)));
    return latencies;
  }

  private async ping(client: number, turn: number): Promise<boolean> {
    const isNew = !this.started.has(client);
    // Stays for some pings on each view and tab.
    const place = Math.floor((turn + client) / 7);
    const body = {
      visible: (turn + client) % 11 !== 0,
      path: [VIEWS[place % VIEWS.length], TABS[place % TABS.length]],
      page_id: `page-${client}`,
    };
    const answer = await fetch(`${this.server.url}/api/v2/${isNew ? 'sessionstart' : 'keepalive'}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.server.reporterKey}`,
        'content-type': 'application/json',
        [USER_HEADER]: `user-${client}`,
      },
      body: JSON.stringify(isNew ? {} : body),
    }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) this.started.add(client);
    return answer?.ok ?? false;
  }
}
