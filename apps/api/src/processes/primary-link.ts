import { outcomeOf } from '../platform/calls.js';
import { type Channel, Peer } from '../platform/peer.js';
import { Siblings } from '../platform/siblings.js';
import { ipcChannel } from './ipc-channel.js';
import { ORDER, RECORDER_CHANNEL, REPORT, SERVER_CHANNEL, type Started, STORE_CHANNEL } from './messages.js';

/** The connection of an HTTP process to its primary, and through it to the other HTTP processes. */
export class PrimaryLink extends Siblings {
  /** Leads to the writer of the database's file. */
  readonly store: Channel = ipcChannel(process, STORE_CHANNEL);
  /** Leads to the recorder. */
  readonly recorder: Channel = ipcChannel(process, RECORDER_CHANNEL);
  private readonly primary: Peer;
  private readonly listeners: (() => void)[] = [];

  /** @param onStop called when the primary asks the process to stop */
  constructor(onStop: () => void) {
    super();
    const orders: Readonly<Record<string, () => void>> = {
      [ORDER.stop]: onStop,
      [ORDER.forgetIdentities]: () => {
        for (const listener of this.listeners) listener();
      },
    };
    this.primary = new Peer(ipcChannel(process, SERVER_CHANNEL), (method) =>
      outcomeOf(() => orders[method]?.()),
    );
  }

  reportWaiting(database: string): void {
    void this.primary.call(REPORT.waiting, database);
  }

  reportStarted(started: Started): void {
    void this.primary.call(REPORT.started, started);
  }

  /** Resolves when the primary has the lines that say why the process can't start. */
  async reportFailed(lines: readonly string[]): Promise<void> {
    await this.primary.call(REPORT.failed, lines);
  }

  override async tellIdentitiesChanged(): Promise<void> {
    await this.primary.call(REPORT.identitiesChanged);
  }

  override onIdentitiesChanged(listener: () => void): void {
    this.listeners.push(listener);
  }
}
