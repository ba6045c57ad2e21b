import type { KeepalivesAnswer } from '@dwell/shared';
import type { DwellServer } from '@dwell/programs';
import type { HammerUser } from './hammer-user.js';
import { inTurn, postTo, type Sender, type Sent } from './sender.js';

/** A body may have up to this many pings. From some hundred on, the server lets a body wait for its turn. */
const MOST_PINGS = 200;

/** Sends the pings of many users in bodies of POST /api/v2/keepalives, as JSON arrays and as NDJSON in turn. */
export class HammerRelay implements Sender {
  private readonly users: Generator<HammerUser, never>;
  private bodies = 0;

  /** @param members at least one */
  constructor(members: readonly HammerUser[]) {
    this.users = inTurn(members);
  }

  async send(server: Pick<DwellServer, 'url' | 'reporterKey'>): Promise<Sent> {
    const users = Array.from(
      { length: 1 + Math.floor(Math.random() * MOST_PINGS) },
      () => this.users.next().value,
    );
    const items = users.map((user) => {
      const { call, body } = user.takePing();
      return { call, username: user.username, ...body };
    });
    const answer = await (this.bodies++ % 2 === 0
      ? postTo<KeepalivesAnswer>(server, 'keepalives', JSON.stringify(items), {})
      : postTo<KeepalivesAnswer>(server, 'keepalives', ndjsonOf(items), {
          'content-type': 'application/x-ndjson',
        }));
    if (!answer?.ok) return { status: answer?.status, pings: 0 };
    return acknowledge(users, answer.body);
  }
}

const acknowledge = (users: readonly HammerUser[], { results }: KeepalivesAnswer): Sent => {
  let pings = 0;
  let refused: number | undefined;
  for (const [index, user] of users.entries()) {
    const result = results[index];
    if (result && 'time' in result) {
      user.acknowledge(result.time);
      pings++;
    } else refused ??= result?.statusCode ?? 500;
  }
  return { status: refused ?? 200, pings };
};

const ndjsonOf = (items: readonly object[]): string =>
  items.map((item) => `${JSON.stringify(item)}\n`).join('');
