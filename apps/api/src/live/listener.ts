import type { ServerResponse } from 'node:http';

/**
 * How many bytes, besides those of its snapshot, may still wait to be sent to a listener when the next event is due. If
 * more wait, the listener reads too slowly and is cut off: it connects again and gets a snapshot.
 */
const MAX_UNREAD_BYTES = 1024 * 1024;

/** The part of a response that a live stream needs. */
export interface LiveResponse extends Pick<ServerResponse, 'destroyed' | 'writableLength'> {
  write(event: Buffer): boolean;
  end(): unknown;
  destroy(): unknown;
}

/**
 * One open live stream. It writes buffers that it shares with other listeners, so events that wait for a slow listener
 * take no memory of their own.
 */
export class Listener {
  /** The number of the latest batch of changes that the listener has. */
  batch = 0;
  /** At which of every HEARTBEAT_TICKS ticks, counted from 0, the listener gets a heartbeat. */
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
