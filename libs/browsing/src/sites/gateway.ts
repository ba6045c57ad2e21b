import { once } from 'node:events';
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Page, type PageMaker, Pages } from './pages.js';

/** A request of a page to the API. */
export interface Received {
  readonly method: string;
  /** The last part of the URL's path, for example `keepalive`. */
  readonly call: string;
  /** The URL's path, without the query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
  /** When it arrived, by the gateway's clock, in milliseconds. */
  readonly at: number;
  /** The answer's status; undefined before the answer, and if the connection was cut. */
  status?: number;
}

/** How the gateway treats a request to the API. */
export type Treatment =
  | { readonly kind: 'pass' }
  /** The gateway itself gives the answer, as a proxy or an overloaded server would. */
  | { readonly kind: 'refuse'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** The gateway closes the connection without an answer. */
  | { readonly kind: 'drop' }
  /** The API answers, but the gateway closes the connection instead of passing the answer on. */
  | { readonly kind: 'lose answer' }
  /** The gateway passes the request on when the promise resolves. */
  | { readonly kind: 'hold'; readonly until: Promise<unknown> };

/**
 * A server that gives an application and Dwell the same origin: it serves the application's pages, and passes requests
 * for the API and for the tracker's script on to Dwell. It keeps the requests to the API, and can treat these as a bad
 * network or an overloaded server would.
 */
export class Gateway {
  readonly received: Received[] = [];
  treatment: (request: Received) => Treatment = () => ({ kind: 'pass' });
  private readonly pages = new Pages();
  private inFlight = 0;

  private constructor(
    private readonly server: Server,
    private readonly apiUrl: string,
    private readonly agent: Agent,
    private readonly now: () => number,
  ) {}

  /** @param now the clock of {@link Received.at} */
  static async start(apiUrl: string, now: () => number = Date.now): Promise<Gateway> {
    // Longer than the pages' longest wait: a request must not meet a connection that is just being closed.
    const server = createServer({ keepAliveTimeout: 120_000 });
    const gateway = new Gateway(server, apiUrl, new Agent({ keepAlive: true }), now);
    server.on('request', (incoming, outgoing) => void gateway.take(incoming, outgoing));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** See {@link Pages.serve}. */
  serve(path: string, page: Page | PageMaker): void {
    this.pages.serve(path, page);
  }

  treat(treatment: Treatment): void {
    this.treatment = () => treatment;
  }

  /** Resolves when no request to Dwell is in flight. */
  async idle(): Promise<void> {
    while (this.inFlight > 0) await wait(1);
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    this.agent.destroy();
    await once(this.server, 'close');
  }

  private async take(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', this.url);
    if (!/^\/(api\/|tracker)/.test(url.pathname)) {
      await this.pages.answer(url, outgoing);
      return;
    }
    this.inFlight++;
    outgoing.once('close', () => this.inFlight--);
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    await this.treatRequest(incoming, outgoing, url, body).catch(() => outgoing.destroy());
  }

  private async treatRequest(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    url: URL,
    body: Buffer,
  ): Promise<void> {
    const { method = 'GET', headers } = incoming;
    const received: Received = {
      method,
      call: url.pathname.split('/').at(-1) ?? '',
      url: url.pathname,
      headers,
      body: body.length > 0 ? (JSON.parse(body.toString()) as Record<string, unknown>) : {},
      at: this.now(),
    };
    const isApi = url.pathname.startsWith('/api/');
    if (isApi) this.received.push(received);
    const treatment: Treatment = isApi ? this.treatment(received) : { kind: 'pass' };
    if (treatment.kind === 'drop') {
      outgoing.destroy();
      return;
    }
    if (treatment.kind === 'refuse') {
      received.status = treatment.status;
      outgoing.writeHead(treatment.status, { ...treatment.headers }).end();
      return;
    }
    if (treatment.kind === 'hold') await treatment.until;
    const answer = await this.pass(incoming, body);
    if (treatment.kind === 'lose answer') {
      answer.resume();
      outgoing.destroy();
      return;
    }
    received.status = answer.statusCode ?? 0;
    outgoing.writeHead(received.status, answer.headers);
    answer.pipe(outgoing);
  }

  private async pass({ method, url, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    const outward = request(this.apiUrl + (url ?? ''), { method, headers, agent: this.agent });
    outward.end(body);
    const [answer] = (await once(outward, 'response')) as [IncomingMessage];
    return answer;
  }
}
