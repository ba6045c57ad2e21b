import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SimulatedPing } from '../page.js';
import { Reporter } from './reporter.js';
import { ReportingError } from './reporter.js';

interface Received {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

interface ScriptedAnswer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: object;
}

const OK: ScriptedAnswer = { status: 200, body: {} };
const NO_SESSION: ScriptedAnswer = {
  status: 400,
  body: { description: 'Session Not Valid', message: 'No active session' },
};
const BUSY: ScriptedAnswer = { status: 503, headers: { 'retry-after': '600' }, body: { message: 'Busy' } };

/** A server that gives the prepared answers, then 200. */
class ScriptedServer {
  readonly received: Received[] = [];
  answers: ScriptedAnswer[] = [];
  private server: Server | undefined;

  async open(): Promise<string> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Received['body'];
        this.received.push({ url: request.url, headers: request.headers, body });
        const { status, headers = {}, body: answer } = this.answers.shift() ?? OK;
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(JSON.stringify(answer));
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}

const ping = (more: Partial<SimulatedPing> = {}): SimulatedPing => ({
  at: 0,
  username: 'zoë.müller',
  client: 'zoë.müller-laptop',
  kind: 'keepalive',
  visible: true,
  path: ['/alarms', 'Active'],
  pageId: 'p1',
  elapsedMs: 60_000,
  ...more,
});

describe('Reporter', () => {
  let server: ScriptedServer;
  let url: string;
  let reporter: Reporter;

  const reporterAt = (speed: number): Reporter =>
    new Reporter({ url, apiKey: 'dwell_key', keepaliveIntervalMs: 60_000, speed });

  beforeEach(async () => {
    server = new ScriptedServer();
    url = await server.open();
    reporter = reporterAt(1);
  });
  afterEach(() => server.close());

  it('sends the key, and a username with letters beyond ASCII', async () => {
    await reporter.send(ping());
    const [received] = server.received;
    expect(received?.url).toBe('/api/v2/keepalive');
    expect(received?.headers.authorization).toBe('Bearer dwell_key');
    expect(decodeURIComponent(String(received?.headers['x-dwell-user']))).toBe('zoë.müller');
    expect(received?.body).toEqual({
      path: ['/alarms', 'Active'],
      client_id: 'zoë.müller-laptop',
      page_id: 'p1',
      elapsed_ms: 60_000,
      visible: true,
    });
  });

  it('starts a session if there is none, and sends the ping again with elapsed_ms 0', async () => {
    server.answers = [NO_SESSION];
    await reporter.send(ping());
    expect(server.received.map(({ url, body }) => [url, body['elapsed_ms']])).toEqual([
      ['/api/v2/keepalive', 60_000],
      ['/api/v2/sessionstart', undefined],
      ['/api/v2/keepalive', 0],
    ]);
    expect(reporter.counts).toMatchObject({ answered: 1, sessionsStarted: 1 });
  });

  it('starts no session for a session-hide', async () => {
    server.answers = [NO_SESSION];
    await reporter.send(ping({ kind: 'session-hide' }));
    expect(server.received).toHaveLength(1);
  });

  it('lets only the client wait whose ping failed', async () => {
    server.answers = [BUSY];
    await reporter.send(ping());
    await reporter.send(ping());
    await reporter.send(ping({ client: 'another' }));
    expect(server.received).toHaveLength(2);
    expect(reporter.counts).toMatchObject({ failed: 1, heldBack: 1, answered: 1 });
  });

  it("adds the measured time of a ping that it held back to the page's next ping", async () => {
    const answered = reporter.send(ping({ elapsedMs: 1_000 }));
    await reporter.send(ping({ elapsedMs: 2_000 }));
    await answered;
    await reporter.send(ping({ elapsedMs: 3_000 }));
    expect(server.received.map(({ body }) => body['elapsed_ms'])).toEqual([1_000, 5_000]);
  });

  it('sends a session-hide at once, even while a keepalive waits for its answer', async () => {
    await Promise.all([reporter.send(ping()), reporter.send(ping({ kind: 'session-hide' }))]);
    expect(server.received).toHaveLength(2);
  });

  it('divides measured times by the speed', async () => {
    await reporterAt(10).send(ping());
    expect(server.received[0]?.body['elapsed_ms']).toBe(6_000);
  });

  it('checks the connection without starting a session', async () => {
    server.answers = [NO_SESSION];
    await reporter.connect('alice');
    expect(server.received.map(({ url }) => url)).toEqual(['/api/v2/session-hide']);
  });

  it('explains that the key is unknown or rejected, or that the server is not Dwell', async () => {
    server.answers = [
      { status: 401, body: { message: 'Unknown key' } },
      { status: 403, body: { message: 'Not allowed' } },
      { status: 404, body: {} },
    ];
    await expect(reporter.connect('alice')).rejects.toThrow(/does not know this API key: Unknown key/);
    await expect(reporter.connect('alice')).rejects.toThrow(/must have the role reporter/);
    await expect(reporter.connect('alice')).rejects.toThrow(/answered 404.*Is it a Dwell server\?/);
  });

  it('explains that no server answers', async () => {
    await server.close();
    const connecting = reporter.connect('alice');
    await expect(connecting).rejects.toThrow(ReportingError);
    await expect(connecting).rejects.toThrow(/No server answers on .*ECONNREFUSED/);
  });

  it('throws when the key is revoked, but only counts a failure when the server goes away', async () => {
    server.answers = [{ status: 401, body: { message: 'Unknown key' } }];
    await expect(reporter.send(ping())).rejects.toThrow(ReportingError);
    await server.close();
    await reporter.send(ping());
    expect(reporter.counts.failed).toBe(1);
  });
});
