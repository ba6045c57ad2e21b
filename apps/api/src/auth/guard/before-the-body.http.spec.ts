import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { CALLER_AT_ADDRESS_PART } from '../../http/busy.js';
import { MAX_LARGE_BODIES, MAX_WAITING_LARGE_BODIES } from '../../http/large-bodies.js';
import { TestServer } from '../../testing/test-server.js';

const JSON_LINES = ['Host: dwell', 'Content-Type: application/json', 'Connection: close'];
const LARGE = JSON.stringify({ userid: 'ann', data: 'x'.repeat(500_000) });

describe('Before the body of a request is read or parsed,', () => {
  let server: TestServer;
  let key: string;
  beforeAll(async () => {
    server = await TestServer.start();
    key = await server.createKey({ name: 'pages', role: 'reporter', session_data: true });
  });
  afterAll(() => server.close());

  /** Sends only the first line and the headers. Resolves to the status of the answer. */
  const sendHead = async (path: string, ...lines: string[]): Promise<number> => {
    const answer = await server.send([`POST ${path} HTTP/1.1`, ...JSON_LINES, ...lines]);
    return Number(answer.split(' ')[1]);
  };

  it.each(['sessionstart', 'keepalive', 'keepalives', 'session-hide', 'users', 'api-keys', 'auth/password'])(
    'a caller without a valid credential is refused: POST /api/v2/%s',
    async (call) => {
      const path = `/api/v2/${call}`;
      expect(await sendHead(path, 'Content-Length: 100')).toBe(401);
      expect(await sendHead(path, 'Content-Length: 100', 'Authorization: Bearer dwell_x')).toBe(401);
    },
  );

  it('a caller whose role does not suffice is refused', async () => {
    expect(await sendHead('/api/v2/users', 'Content-Length: 100', `Authorization: Bearer ${key}`)).toBe(403);
  });

  describe('of a sessman call', () => {
    const post = (path: string, headers: Record<string, string>, raw = LARGE) =>
      server.call('POST', path, { raw, headers });

    it.each([
      ['without a key', []],
      ['with a wrong key', ['X-Custom-Auth: dwell_wrong']],
      ['with a wrong cookie', ['Cookie: dwell_sid=a.b']],
    ])('a large body %s is refused', async (_, lines) => {
      expect(await sendHead('/sessman/new', `Content-Length: ${LARGE.length}`, ...lines)).toBe(413);
      expect(await sendHead('/sessman/else', `Content-Length: ${LARGE.length}`, ...lines)).toBe(413);
    });

    it('the refusal of a large body says what is missing', async () => {
      expect((await post('/sessman/new', {})).body).toEqual({
        error: 'A body of more than 16 KB needs a valid key in a header or in the query, or a login',
      });
    });

    it('a large body is admitted with a key in a header or in the query, or with a login', async () => {
      expect((await post('/sessman/new', { authorization: `Bearer ${key}` })).status).toBe(200);
      expect((await post('/sessman/new', { 'x-custom-auth': key })).status).toBe(200);
      expect((await post('/sessman/new', { cookie: await server.logIn() })).status).toBe(200);
      expect((await post(`/sessman/new?apikey=${key}`, {})).status).toBe(200);
    });

    it('a small body is admitted without a credential, because the body itself may contain the key', async () => {
      const body = { userid: 'ann', data: 'x'.repeat(15_000) };
      expect((await post('/sessman/new', {}, JSON.stringify({ ...body, apikey: key }))).status).toBe(200);
      expect((await post('/sessman/new', {}, JSON.stringify(body))).status).toBe(403);
    });

    const sendChunked = async (text: string, ...lines: string[]): Promise<number> => {
      const head = ['POST /sessman/new HTTP/1.1', ...JSON_LINES, 'Transfer-Encoding: chunked', ...lines];
      const answer = await server.send(head, `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`);
      return Number(answer.split(' ')[1]);
    };

    it('a chunked body, whose length nobody knows, is admitted up to 16 KB without a credential', async () => {
      const body = { userid: 'ann', apikey: key };
      expect(await sendChunked(JSON.stringify({ ...body, data: 'x'.repeat(15_000) }))).toBe(200);
      expect(await sendChunked(JSON.stringify({ ...body, data: 'x'.repeat(17_000) }))).toBe(413);
      expect(await sendChunked(LARGE, `X-Custom-Auth: ${key}`)).toBe(200);
      expect(await sendChunked(LARGE, `Cookie: ${await server.logIn()}`)).toBe(200);
      expect(await sendChunked(LARGE, 'X-Custom-Auth: dwell_wrong')).toBe(403);
    });

    it('a small body is refused if the API key in a header or in the query is not valid', async () => {
      expect(await sendHead('/sessman/new', 'Content-Length: 100', 'X-Custom-Auth: dwell_wrong')).toBe(403);
      expect(await sendHead('/sessman/new?apikey=dwell_wrong', 'Content-Length: 100')).toBe(403);
    });
  });

  describe('slow senders of large bodies', () => {
    const sockets: Socket[] = [];
    const leave = async (): Promise<void> => {
      const left = sockets.splice(0);
      for (const socket of left) socket.destroy();
      await Promise.all(left.filter(({ closed }) => !closed).map((socket) => once(socket, 'close')));
    };
    afterEach(leave);

    /** Opens connections from an address, and sends on each only the head of a large request, with or without a key. */
    const stall = (
      target: TestServer,
      count: number,
      localAddress: string,
      ofKey?: string,
      path = '/sessman/new',
    ): Socket[] => {
      const { hostname, port } = new URL(target.url);
      const opened = Array.from({ length: count }, () =>
        connect({ host: hostname, port: Number(port), localAddress }).on('error', () => undefined),
      );
      const lines = [...JSON_LINES, `Content-Length: ${LARGE.length}`];
      if (ofKey !== undefined) lines.push(`X-Custom-Auth: ${ofKey}`);
      for (const socket of opened) socket.write([`POST ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      sockets.push(...opened);
      return opened;
    };

    /** Sends a large body from an address. Resolves to the status of the answer. */
    const sendLarge = (
      target: TestServer,
      localAddress: string,
      ofKey?: string,
      path = '/sessman/new',
    ): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const headers = {
          ...{ connection: 'close', 'content-type': 'application/json' },
          ...(ofKey === undefined ? {} : { 'x-custom-auth': ofKey }),
        };
        httpRequest(`${target.url}${path}`, { method: 'POST', localAddress, headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end(LARGE);
      });

    const untilRefused = async (opened: Socket[]): Promise<string> => {
      const [answer] = (await Promise.race(opened.map((socket) => once(socket, 'data')))) as [Buffer];
      return answer.toString();
    };

    it('get a 503 with Retry-After beyond the number of large bodies that one key may send from one address at a time', async () => {
      const others = await server.createKey({ name: 'others', role: 'reporter', session_data: true });
      const places = (MAX_LARGE_BODIES + MAX_WAITING_LARGE_BODIES) * CALLER_AT_ADDRESS_PART;
      const answer = await untilRefused(stall(server, places + 1, '127.0.0.1', key));
      expect(answer).toMatch(/^HTTP\/1.1 503 [^]*retry-after: 2[^]*large bodies/i);
      // Another key at the same address is served, and so is the same key at another address.
      expect(await sendLarge(server, '127.0.0.1', others)).toBe(200);
      expect(await sendLarge(server, '127.0.0.2', key)).toBe(200);
      // When the slow senders have left, their key can send large bodies again. The server learns a little later
      // that they have left.
      await leave();
      let status: number | undefined = 503;
      for (let tries = 0; status === 503 && tries < 1_000; tries++) {
        status = await sendLarge(server, '127.0.0.1', key);
      }
      expect(status).toBe(200);
    });

    it('of keepalives have a limit of their own, and take no places of large bodies with session data', async () => {
      const keepalives = '/api/v2/keepalives';
      const places = (MAX_LARGE_BODIES + MAX_WAITING_LARGE_BODIES) * CALLER_AT_ADDRESS_PART;
      const answer = await untilRefused(stall(server, places + 1, '127.0.0.1', key, keepalives));
      expect(answer).toMatch(/^HTTP\/1.1 503 [^]*retry-after: 2[^]*large bodies/i);
      expect(await sendLarge(server, '127.0.0.1', key)).toBe(200);
      // The body is admitted, and then refused because it is not a list of items.
      expect(await sendLarge(server, '127.0.0.2', key, keepalives)).toBe(400);
      const small = { key, body: [{ call: 'sessionstart', username: 'ann' }] };
      expect((await server.call('POST', keepalives, small)).status).toBe(200);
    });

    it('do not keep callers of other addresses waiting if everybody may use sessman', async () => {
      const open = await TestServer.start({ SESSMAN_AUTH: 'open' });
      await untilRefused(stall(open, MAX_LARGE_BODIES + MAX_WAITING_LARGE_BODIES + 1, '127.0.0.1'));
      expect(await sendLarge(open, '127.0.0.2')).toBe(200);
      await leave();
      await open.close();
    });
  });

  it.each([
    [
      'deep',
      `{"data":${'['.repeat(1_000)}"${'x'.repeat(100)}"${']'.repeat(1_000)}}`,
      'nested deeper than 256',
    ],
    ['wide', JSON.stringify({ data: Array<number>(60_000).fill(0) }), 'more than 50,000 values'],
  ])('a body that is too %s is answered 400, with the reason', async (_, raw, message) => {
    const answer = await server.call('POST', '/sessman/new', { key, raw });
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining(message) } });
  });
});
