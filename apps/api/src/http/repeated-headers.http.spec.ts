import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestServer } from '../testing/test-server.js';

describe('A header with one value', () => {
  let server: TestServer;
  let key: string;
  let base: string[];
  beforeAll(async () => {
    server = await TestServer.start({ TRUST_PROXY: 'true' });
    key = await server.createKey({ name: 'pages', role: 'analyst' });
    base = [
      'Host: dwell',
      `Authorization: Bearer ${key}`,
      'X-Dwell-User: ann',
      'Content-Type: application/json',
    ];
  });
  afterAll(() => server.close());

  /** Resolves to the status and the body of the answer. */
  const post = async (
    path: string,
    headers: readonly string[],
  ): Promise<[number, Record<string, unknown>]> => {
    const lines = [`POST ${path} HTTP/1.1`, 'Connection: close', 'Content-Length: 2', ...headers];
    const answer = await server.send(lines, '{}');
    const body = answer.slice(answer.indexOf('\r\n\r\n')).trim();
    return [Number(answer.split(' ')[1]), JSON.parse(body) as Record<string, unknown>];
  };

  it.each([
    ['X-Dwell-User', 'ann', 'bob'],
    ['X-Dwell-User', 'ann', 'ann'],
    ['Authorization', 'Bearer other', 'Bearer another'],
    ['X-Custom-Auth', 'one', 'two'],
    ['Origin', 'https://a.example', 'https://b.example'],
    ['Host', 'dwell', 'other'],
    ['Content-Type', 'application/json', 'text/plain'],
    ['Content-Encoding', 'identity', 'identity'],
    ['Sec-Fetch-Site', 'same-origin', 'cross-site'],
    ['X-Forwarded-Host', 'a.example', 'b.example'],
    ['X-Forwarded-Proto', 'http', 'https'],
  ])('%s is a 400 that names it if it is sent twice (%s, %s)', async (name, first, second) => {
    const others = base.filter((line) => !line.startsWith(name));
    const headers = [...others, `${name}: ${first}`, `${name.toUpperCase()}: ${second}`];
    const errors = [{ field: name, message: 'must be sent once' }];
    expect(await post('/api/v2/sessionstart', headers)).toEqual([400, expect.objectContaining({ errors })]);
    expect(await post('/sessman/new', headers)).toEqual([400, { error: `${name} must be sent once` }]);
    const [status] = await post('/api/v2/sessionstart', base);
    expect(status).toBe(200);
  });

  it('is named in the error together with all others that are sent twice', async () => {
    const [status, { errors }] = await post('/api/v2/sessionstart', [...base, ...base]);
    expect([status, errors]).toEqual([
      400,
      ['Host', 'Authorization', 'X-Dwell-User', 'Content-Type'].map((field) => ({
        field,
        message: 'must be sent once',
      })),
    ]);
  });

  it.each([
    ['X-Forwarded-For', '192.0.2.1', '192.0.2.2'],
    ['Forwarded', 'for=192.0.2.1', 'for=192.0.2.2'],
    ['Accept', 'text/html', 'application/json'],
    ['Cookie', 'a=1', 'b=2'],
    ['X-Other', '1', '2'],
  ])('is not %s, which holds a list and may be sent twice', async (name, first, second) => {
    const [status] = await post('/api/v2/sessionstart', [...base, `${name}: ${first}`, `${name}: ${second}`]);
    expect(status).toBe(200);
  });

  it('is a 400 outside the API too', async () => {
    const answer = await server.send(['GET /healthz HTTP/1.1', 'Host: a', 'Host: b', 'Connection: close']);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
  });

  it('is not Cookie: a login in one of two Cookie lines is accepted', async () => {
    const cookie = await server.logIn();
    const lines = ['GET /api/v2/auth/me HTTP/1.1', 'Host: dwell', 'Connection: close'];
    expect(await server.send([...lines, 'Cookie: a=1', `Cookie: ${cookie}`])).toMatch(/^HTTP\/1.1 200 /);
  });
});
