import { fileURLToPath } from 'node:url';
import { ChildServer, formatInteger } from '@dwell/programs';
import { forEachAtOnce } from '../load/at-once.js';
import type { LoadGenerator, LoadRequest } from '../load/load-generator.js';
import type { Contender } from '../load/rounds.js';
import type { Tally, VisitorAnswer } from './visitor.js';

/** The kinds of request that are measured: read the session, or change it as well. */
export type Work = 'read' | 'save';

export interface ServerOptions {
  readonly name: string;
  readonly script: 'express-session' | 'dwell-on-express' | 'fastify-session' | 'dwell-on-fastify';
  readonly args?: readonly string[];
}

/** A session server in a child process, with logged-in visitors. */
export class SessionServer {
  private constructor(
    private readonly name: string,
    private readonly server: ChildServer,
    private readonly cookies: readonly string[],
  ) {}

  static async start({ name, script, args }: ServerOptions, visitors: number): Promise<SessionServer> {
    const server = await ChildServer.start({
      name,
      script: fileURLToPath(new URL(`./servers/${script}.js`, import.meta.url)),
      args,
      env: { NODE_ENV: 'production' },
    });
    const ids = Array.from({ length: visitors }, (_, index) => String(index).padStart(5, '0'));
    const cookies: string[] = [];
    await forEachAtOnce(ids, async (id) => {
      const answer = await fetch(`${server.url}/login/${id}`, { method: 'POST' });
      const [cookie] = answer.headers.getSetCookie();
      if (!answer.ok || !cookie) throw new Error(`${name} let nobody log in: ${answer.status}`);
      await answer.arrayBuffer();
      cookies.push(cookie.slice(0, cookie.indexOf(';')));
    });
    return new SessionServer(name, server, cookies);
  }

  /** Returns a contender that sends requests of one kind from all visitors in turn. */
  contender(work: Work, generator: LoadGenerator, connections: number): Contender {
    const { name, server, cookies } = this;
    const requests = cookies.map((cookie): LoadRequest => ({
      method: work === 'read' ? 'GET' : 'POST',
      path: `/${work}`,
      headers: { Cookie: cookie },
    }));
    const cycle = { requests, groupSize: requests.length, timesEach: 1 };
    return {
      name: `${name}: ${work}`,
      run: (seconds) => generator.run({ url: server.url, cycle, connections, seconds }),
    };
  }

  /**
   * Prints, and resolves to, whether the count of saves in each session equals the number of saves that the server
   * counted for the session's visitor; false, too, if nobody saved. Both counts include saves whose answers the load
   * generator did not wait for.
   */
  async reportSaves(): Promise<boolean> {
    const tally = (await (await fetch(`${this.server.url}/tally`)).json()) as Tally;
    const counted = new Map<string, number>();
    await forEachAtOnce(this.cookies, async (cookie) => {
      const answer = await fetch(`${this.server.url}/read`, { headers: { cookie } });
      if (!answer.ok) throw new Error(`${this.name} has lost a session: ${answer.status}`);
      const { id, saves } = (await answer.json()) as VisitorAnswer;
      counted.set(id, saves);
    });
    const wrong = [...counted].filter(([id, saves]) => saves !== tally[id]).length;
    const missing = this.cookies.length - counted.size;
    const saves = Object.values(tally).reduce((sum, count) => sum + count, 0);
    console.log(
      `${this.name}: ${formatInteger(saves)} saves of ${this.cookies.length} sessions, ` +
        (wrong + missing === 0 ? 'all there' : `WRONG in ${wrong}, ${missing} mixed up`),
    );
    return saves > 0 && wrong + missing === 0;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}
