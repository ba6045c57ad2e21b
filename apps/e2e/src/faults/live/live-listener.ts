import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { applyLiveEvent, type LiveSessions } from '@dwell/shared';
import type { DwellServer } from '@dwell/programs';

/**
 * Follows the live stream, and keeps the sessions that the stream shows. Counts events, connections and, in `bytes`,
 * characters, each of which is one byte only if it is ASCII.
 */
export class LiveListener {
  readonly sessions: LiveSessions = new Map();
  events = 0;
  bytes = 0;
  connections = 0;
  private lastEventId: string | undefined;
  private request: ClientRequest | undefined;

  constructor(
    private readonly server: DwellServer,
    readonly view: string | undefined,
  ) {}

  /** Connects to the live stream. Resolves when the first event has come. */
  async connect(): Promise<void> {
    const query = this.view === undefined ? '' : `?view=${encodeURIComponent(this.view)}`;
    const request = get(`${this.server.url}/api/v2/live${query}`, {
      agent: false,
      headers: {
        authorization: `Bearer ${this.server.analystKey}`,
        ...(this.lastEventId === undefined ? {} : { 'last-event-id': this.lastEventId }),
      },
    });
    this.request = request;
    this.connections++;
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    if (response.statusCode !== 200) throw new Error(`A live stream answered ${response.statusCode}`);
    const before = this.events;
    let text = '';
    response.setEncoding('utf8');
    // leave() cuts the connection, which causes an error here.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    response.on('data', (chunk: string) => {
      if (this.request !== request) return;
      this.bytes += Buffer.byteLength(chunk);
      const blocks = (text + chunk).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) this.take(block);
    });
    while (this.events === before) await once(response, 'data');
  }

  /** Leaves and connects again, unless the signal is aborted. */
  async comeBack({ aborted }: AbortSignal): Promise<void> {
    if (aborted) return;
    this.leave();
    await this.connect();
  }

  leave(): void {
    this.request?.destroy();
    this.request = undefined;
  }

  private take(block: string): void {
    let event: string | undefined;
    for (const line of block.split('\n')) {
      const colon = line.indexOf(': ');
      const value = line.slice(colon + 2);
      switch (line.slice(0, colon)) {
        case 'event':
          event = value;
          break;
        case 'id':
          this.lastEventId = value;
          break;
        case 'data':
          this.events++;
          applyLiveEvent(this.sessions, event ?? '', value);
      }
    }
  }
}
