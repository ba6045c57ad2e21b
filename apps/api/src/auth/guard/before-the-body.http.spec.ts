import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { once } from 'node:events';
import { MAX_LARGE_BODIES, MAX_WAITING_LARGE_BODIES } from '../../sessman/sessman-http.js';
import { TestServer } from '../../testing/test-server.js';

const JSON_LINES = ['Host: dwell', 'Content-Type: application/json', 'Connection: close'];
const LARGE = JSON.stringify({ userid: 'ann', data: 'x'.repeat(500_000) });

describe('Before the body of a request is read', () => {
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

  it.each(['sessionstart', 'keepalive', 'session-hide', 'users', 'api-keys', 'auth/password'])(
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
    ])('a large one %s is refused', async (_, lines) => {
      expect(await sendHead('/sessman/new', `Content-Length: ${LARGE.length}`, ...lines)).toBe(413);
      expect(await sendHead('/sessman/new', 'Transfer-Encoding: chunked', ...lines)).toBe(413);
      expect(await sendHead('/sessman/else', `Content-Length: ${LARGE.length}`, ...lines)).toBe(413);
    });

    it('says what is missing', async () => {
      expect((await post('/sessman/new', {})).body).toEqual({
        error:
          'A body of more than 16 KB, or one of unknown length, needs a valid key in a header or in the query, or a login',
      });
    });

    it('a large one is read with a key in a header or in the query, or with a login', async () => {
      expect((await post('/sessman/new', { authorization: `Bearer ${key}` })).status).toBe(200);
      expect((await post('/sessman/new', { 'x-custom-auth': key })).status).toBe(200);
      expect((await post('/sessman/new', { cookie: await server.logIn() })).status).toBe(200);
      expect((await post(`/sessman/new?apikey=${key}`, {})).status).toBe(200);
    });

    it('a small one is read without a credential, since it may have the key', async () => {
      const body = { userid: 'ann', data: 'x'.repeat(15_000) };
      expect((await post('/sessman/new', {}, JSON.stringify({ ...body, apikey: key }))).status).toBe(200);
      expect((await post('/sessman/new', {}, JSON.stringify(body))).status).toBe(403);
    });
  });

  it('only some large ones are admitted at once, some wait, and the next is a 503 with Retry-After', async () => {
    const { hostname, port } = new URL(server.url);
    const head = [
      'POST /sessman/new HTTP/1.1',
      ...JSON_LINES,
      `X-Custom-Auth: ${key}`,
      `Content-Length: ${LARGE.length}`,
    ];
    const sockets = Array.from({ length: MAX_LARGE_BODIES + MAX_WAITING_LARGE_BODIES + 1 }, () =>
      connect(Number(port), hostname).on('error', () => undefined),
    );
    for (const socket of sockets) socket.write(`${head.join('\r\n')}\r\n\r\n`);
    const [answer] = (await Promise.race(sockets.map((socket) => once(socket, 'data')))) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 503 [^]*retry-after: 2[^]*large bodies/i);
    // When their clients leave, their places are free again.
    for (const socket of sockets) socket.destroy();
    await Promise.all(sockets.filter(({ closed }) => !closed).map((socket) => once(socket, 'close')));
    let status = 503;
    // The server learns a little later that they have left.
    for (let tries = 0; status === 503 && tries < 1_000; tries++) {
      ({ status } = await server.call('POST', '/sessman/new', { key, raw: LARGE }));
    }
    expect(status).toBe(200);
  });

  it.each([
    [
      'deep',
      `{"data":${'['.repeat(1_000)}"${'x'.repeat(100)}"${']'.repeat(1_000)}}`,
      'nested deeper than 256',
    ],
    ['wide', JSON.stringify({ data: Array<number>(60_000).fill(0) }), 'more than 50,000 values'],
  ])('one that is too %s is a 400 that says so', async (_, raw, message) => {
    const answer = await server.call('POST', '/sessman/new', { key, raw });
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining(message) } });
  });
});
