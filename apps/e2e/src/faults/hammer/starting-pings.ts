import { USER_HEADER } from '@dwell/shared';
import type { DwellServer } from '@dwell/programs';

/** Sends the pings of many users. The first ping of a user starts the user's session. */
export class StartingPings {
  private readonly started = new Set<number>();

  constructor(private readonly server: DwellServer) {}

  /** Resolves to whether the server has answered and accepted the ping. */
  async send(user: number, keepalive: object): Promise<boolean> {
    const isNew = !this.started.has(user);
    const answer = await fetch(`${this.server.url}/api/v2/${isNew ? 'sessionstart' : 'keepalive'}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.server.reporterKey}`,
        'content-type': 'application/json',
        [USER_HEADER]: `user-${user}`,
      },
      body: JSON.stringify(isNew ? {} : keepalive),
    }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) this.started.add(user);
    return answer?.ok ?? false;
  }
}
