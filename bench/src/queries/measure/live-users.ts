import { USER_HEADER } from '@dwell/shared';
import { TABS, usernameOf, viewNameOf } from '../data/data-size.js';
import type { ApiClient } from './api-client.js';

const PING_EVERY_MS = 60_000;

/** Users who are here now: their pages report once a minute, so that their sessions stay active. */
export class LiveUsers {
  private timer: NodeJS.Timeout | undefined;
  private next = 0;
  private failure: unknown;

  constructor(
    private readonly client: ApiClient,
    private readonly count: number,
    private readonly views: number,
  ) {}

  /** Resolves when each user has an active session. */
  async start(): Promise<void> {
    for (let user = 0; user < this.count; user += 50) {
      const some = Array.from({ length: Math.min(50, this.count - user) }, (_, index) => user + index);
      await Promise.all(
        some.map((each) => this.client.post('/api/v2/sessionstart', {}, { [USER_HEADER]: usernameOf(each) })),
      );
      await Promise.all(some.map((each) => this.ping(each)));
    }
    this.timer = setInterval(() => {
      this.pingNext().catch((error: unknown) => {
        this.failure ??= error;
      });
    }, PING_EVERY_MS / this.count);
  }

  /** Sends the keepalive of the next user. Resolves to the time until its answer, in milliseconds. */
  pingNext(): Promise<number> {
    const user = this.next;
    this.next = (this.next + 1) % this.count;
    return this.ping(user);
  }

  /**
   * Sends no more pings.
   * @throws the first error of a keepalive that the timer sent
   */
  stop(): void {
    clearInterval(this.timer);
    if (this.failure !== undefined) throw this.failure as Error;
  }

  private async ping(user: number): Promise<number> {
    const path = [viewNameOf(user % this.views), TABS[user % TABS.length]];
    const body = { visible: true, path, page_id: `live-${user}` };
    return (await this.client.post('/api/v2/keepalive', body, { [USER_HEADER]: usernameOf(user) })).ms;
  }
}
