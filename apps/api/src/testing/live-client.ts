import { once } from 'node:events';
import { applyLiveEvent, type LiveSessions } from '@dwell/shared';

/** A server-sent event. */
export interface LiveEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: string;
}

/** Follows a live stream, and keeps the sessions that it shows. */
export class LiveClient {
  readonly sessions: LiveSessions = new Map();
  readonly events: LiveEvent[] = [];
  private readonly ended: Promise<void>;
  private hasEnded = false;
  private readonly news = new EventTarget();
  private lastId: string | undefined;

  private constructor(
    readonly response: Response,
    private readonly abort: AbortController,
  ) {
    this.ended = this.read().finally(() => {
      this.hasEnded = true;
      this.news.dispatchEvent(new Event('news'));
    });
  }

  /** Resolves when the answer begins. @param lastEventId sent as Last-Event-ID */
  static async connect(
    url: string,
    { key, cookie, query = '', lastEventId }: LiveClientOptions,
  ): Promise<LiveClient> {
    const abort = new AbortController();
    const response = await fetch(`${url}/api/v2/live${query}`, {
      signal: abort.signal,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      },
    });
    return new LiveClient(response, abort);
  }

  /** The id of the latest event that has one. */
  get lastEventId(): string | undefined {
    return this.lastId;
  }

  /** Resolves when `condition` holds, which is checked after each event. Rejects if the stream ends first. */
  async until(condition: (client: LiveClient) => boolean): Promise<void> {
    while (!condition(this)) {
      if (this.hasEnded) throw new Error('The stream has ended');
      await once(this.news, 'news');
    }
  }

  /** Resolves when the server has ended the stream. */
  end(): Promise<void> {
    return this.ended;
  }

  async close(): Promise<void> {
    this.abort.abort();
    await this.ended;
  }

  private async read(): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of this.response.body ?? []) {
        text += decoder.decode(chunk, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.take(block);
      }
    } catch {
      // The stream was cut.
    }
  }

  private take(block: string): void {
    const fields = new Map(
      block.split('\n').map((line) => {
        const colon = line.indexOf(': ');
        return [line.slice(0, colon), line.slice(colon + 2)] as const;
      }),
    );
    const [event, data, id] = [fields.get('event'), fields.get('data'), fields.get('id')];
    if (id !== undefined) this.lastId = id;
    if (event === undefined || data === undefined) return;
    applyLiveEvent(this.sessions, event, data);
    this.events.push({ event, id, data });
    this.news.dispatchEvent(new Event('news'));
  }
}

export interface LiveClientOptions {
  readonly key?: string;
  readonly cookie?: string;
  /** Begins with `?`. */
  readonly query?: string;
  readonly lastEventId?: string;
}
