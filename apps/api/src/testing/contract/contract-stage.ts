import type { SessionAnswer, SessionsAnswer } from '@dwell/shared';
import { TestServer, TestUser } from '../test-server.js';

/** The server of the contract suite, its clock and its users. */
export class ContractStage {
  private opened: { readonly server: TestServer; readonly key: string } | undefined;
  private users = 0;

  async open(start: () => Promise<TestServer>): Promise<void> {
    const server = await start();
    // An analyst key that is bound to no user may report for every user, and may read.
    this.opened = { server, key: await server.createKey({ name: 'contract', role: 'analyst' }) };
  }

  async close(): Promise<void> {
    await this.opened?.server.close();
  }

  get server(): TestServer {
    return this.onStage().server;
  }

  get key(): string {
    return this.onStage().key;
  }

  /** Returns the server's time in epoch seconds. */
  readonly now = (): number => this.server.clock.now() / 1000;

  readonly wait = (seconds: number): void => {
    this.server.clock.advance(seconds * 1000);
  };

  /** Returns a user that no test has used yet. */
  readonly someone = (): TestUser => new TestUser(this.server, this.key, `user ${++this.users}`);

  readonly list = async (query: string): Promise<SessionAnswer[]> => {
    const { body } = await this.server.call<SessionsAnswer>('GET', `/api/v2/sessions?${query}`, {
      key: this.key,
    });
    return body.sessions;
  };

  private onStage(): { readonly server: TestServer; readonly key: string } {
    if (!this.opened) throw new Error('The stage is not open');
    return this.opened;
  }
}
