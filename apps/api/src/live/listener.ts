import type { ServerResponse } from 'node:http';

/**
 * How many bytes may wait for a listener that reads slowly, besides its snapshot, when the next event is due. A listener
 * for which more wait is cut off: it connects again and gets a snapshot.
 */
const MAX_UNREAD_BYTES = 1024 * 1024;

/** The part of a response that a stream needs. */
export interface LiveResponse extends Pick<ServerResponse, 'destroyed' | 'writableLength'> {
  write(event: Buffer): boolean;
  end(): unknown;
  destroy(): unknown;
}

/** One open stream. It writes buffers that all listeners share, so a listener that waits costs no memory of its own. */
export class Listener {
  /** The number of the latest batch of changes that the listener has. */
  batch = 0;
  /** In which of the turns the listener gets its heartbeats. */
  turn = 0;
  private maxWaiting = MAX_UNREAD_BYTES;

  /**
   * @param onSlow called when the listener is cut off because it reads too slowly
   * @param checkRights called with each heartbeat; ends the listener if its caller has lost the right to listen
   */
  constructor(
    private readonly response: LiveResponse,
    private readonly onSlow: () => void,
    private readonly checkRights: (listener: Listener) => void,
  ) {}

  /** Sends what the listener gets first, however long it is. */
  begin(...events: readonly Buffer[]): void {
    this.maxWaiting += events.reduce((sum, { length }) => sum + length, 0);
    for (const event of events) this.send(event);
  }

  send(event: Buffer): void {
    if (this.response.destroyed) return;
    if (this.response.writableLength <= this.maxWaiting) {
      this.response.write(event);
      return;
    }
    this.onSlow();
    this.response.destroy();
  }

  beat(heartbeat: Buffer): void {
    this.send(heartbeat);
    this.checkRights(this);
  }

  end(): void {
    this.response.end();
  }
}
