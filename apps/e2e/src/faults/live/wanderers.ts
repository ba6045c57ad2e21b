import { setTimeout as wait } from 'node:timers/promises';
import type { DwellServer } from '@dwell/programs';
import { StartingPings } from '../hammer/starting-pings.js';

export const VIEWS = ['/work', '/mail', '/plans'];
const TABS = ['summary', 'details'];

/** Clients that ping from one view and tab after another, visible or hidden. */
export class Wanderers {
  failed = 0;
  private readonly pings: StartingPings;

  constructor(
    server: DwellServer,
    private readonly clients: number,
  ) {
    this.pings = new StartingPings(server);
  }

  /**
   * Until `end`, sends `perSecond` pings a second, counted over all clients; fewer, if the answers take longer than a
   * client's turn. Resolves to how long each accepted ping took, in milliseconds.
   */
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

  private ping(client: number, turn: number): Promise<boolean> {
    // Each client stays on a view and tab for seven pings.
    const place = Math.floor((turn + client) / 7);
    return this.pings.send(client, {
      visible: (turn + client) % 11 !== 0,
      path: [VIEWS[place % VIEWS.length], TABS[place % TABS.length]],
      page_id: `page-${client}`,
    });
  }
}
