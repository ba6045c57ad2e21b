import type { Environment } from '../../platform/settings/read-settings.js';
import type { StartOptions } from '../../server.js';
import { type Answer, type Call, TestServer } from '../../testing/test-server.js';

/** A server and an API key for the tests of sessman. */
export class SessmanStage {
  private constructor(
    readonly server: TestServer,
    readonly key: string,
  ) {}

  static async open(env: Environment, options?: StartOptions): Promise<SessmanStage> {
    const server = await TestServer.start(env, options);
    return new SessmanStage(
      server,
      await server.createKey({ name: 'sessman', role: 'reporter', session_data: true }),
    );
  }

  close(): Promise<void> {
    return this.server.close();
  }

  post(tail: string, body?: unknown): Promise<Answer> {
    return this.call('POST', tail, { body });
  }

  get(tail: string): Promise<Answer> {
    return this.call('GET', tail);
  }

  /** Calls sessman with the key, unless `call` has another. */
  call(method: string, tail: string, call: Call = {}): Promise<Answer> {
    return this.server.call(method, `/sessman${tail}`, { key: this.key, ...call });
  }

  /** Creates a session and resolves to its id. */
  async create(data: unknown, user = 'bob'): Promise<string> {
    const { status, text, body } = await this.post(`/new?user=${user}`, { data });
    if (status !== 200) throw new Error(`new answered ${status}: ${text}`);
    return String(body['session_id']);
  }

  wait(seconds: number): void {
    this.server.clock.advance(seconds * 1000);
  }
}
