import type { ErrorAnswer, Path } from '@dwell/shared';
import { type Answer, TestServer, TestUser } from '../../testing/test-server.js';
import { toQuery } from '../../testing/to-query.js';

/** The parameters of a call. A list is sent as several parameters. */
export type Parameters = Readonly<Record<string, string | number | readonly string[]>>;

/** What a user does: looks at a path from one minute of a day until another one, such as `10:00` and `10:30`. */
export type Stay = readonly [username: string, path: Path, from: string, to: string];

const MINUTE_MS = 60_000;

/** The minutes between two keepalives of a user who stays on a path. */
const KEEPALIVE_MINUTES = 4;

/** A server whose statistics are asked over HTTP, and users who report to it. */
export class StatisticsStage {
  private constructor(
    readonly server: TestServer,
    readonly key: string,
  ) {}

  static async open(): Promise<StatisticsStage> {
    const server = await TestServer.start();
    return new StatisticsStage(server, await server.createKey({ name: 'statistics', role: 'analyst' }));
  }

  close(): Promise<void> {
    return this.server.close();
  }

  user(name: string): TestUser {
    return new TestUser(this.server, this.key, name);
  }

  async makeGroup(name: string, usernames: readonly string[]): Promise<void> {
    const cookie = await this.server.logIn();
    await this.server.call('POST', '/api/v2/groups', { cookie, body: { name } });
    await this.server.call('PUT', `/api/v2/groups/${name}/members`, { cookie, body: { usernames } });
  }

  /** Asks `GET /api/v2/<call>` and resolves to its answer. Rejects if the status is not 200. */
  async ask<T>(call: string, parameters: Parameters = {}): Promise<T> {
    const { status, text, body } = await this.get<T>(call, toQuery(parameters));
    if (status !== 200) throw new Error(`${call} was answered with ${status}: ${text}`);
    return body;
  }

  /** Asks `GET /api/v2/<call>` with a query that may be wrong, and resolves to the answer, whatever its status. */
  get<T = ErrorAnswer>(call: string, query: string, key: string | undefined = this.key): Promise<Answer<T>> {
    return this.server.call<T>('GET', `/api/v2/${call}?${query}`, { key });
  }

  /** Records what users do on a day, which begins at the given time in epoch milliseconds. */
  async play(day: number, stays: readonly Stay[]): Promise<void> {
    const started = new Set<string>();
    const acts = stays.flatMap(([username, path, from, to]) => {
      const [begin, end] = [minuteOf(from), minuteOf(to)];
      const count = Math.ceil((end - begin) / KEEPALIVE_MINUTES);
      const minutes = Array.from({ length: count }, (_, n) =>
        Math.min(end, begin + (n + 1) * KEEPALIVE_MINUTES),
      );
      return [begin, ...minutes].map((minute, index) => ({ minute, username, path, begins: index === 0 }));
    });
    for (const { minute, username, path, begins } of acts.sort((a, b) => a.minute - b.minute)) {
      this.server.clock.set(day + minute * MINUTE_MS);
      const user = this.user(username);
      // The time since the last ping counts for the path in the ping, so a user who comes to another path sends no ping
      // at the beginning.
      if (!begins) await user.keepalive({ visible: true, path: [...path] });
      else if (!started.has(username)) await user.start();
      started.add(username);
    }
  }
}

const minuteOf = (time: string): number => {
  const [hours = NaN, minutes = NaN] = time.split(':').map(Number);
  return hours * 60 + minutes;
};
