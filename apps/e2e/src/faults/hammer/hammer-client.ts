import { type KeepaliveAnswer, USER_HEADER } from '@dwell/shared';
import type { DwellServer } from '@dwell/programs';
import { HammerUser } from './hammer-user.js';
import { postTo, type Sender, type Sent } from './sender.js';

/** Sends the pings of one user, one after the other, each with a request of its own. */
export class HammerClient extends HammerUser implements Sender {
  async send(server: DwellServer): Promise<Sent> {
    const { call, body } = this.takePing();
    const answer = await postTo<Partial<KeepaliveAnswer>>(server, call, JSON.stringify(body), {
      [USER_HEADER]: this.username,
    });
    if (!answer?.ok) return { status: answer?.status, pings: 0 };
    this.acknowledge(answer.body.time);
    return { status: answer.status, pings: 1 };
  }
}
