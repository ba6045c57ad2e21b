import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestServer } from '../testing/test-server.js';

const policyOf = (headers: Headers): string[] => headers.get('content-security-policy')?.split(/; ?/) ?? [];

describe('Every answer', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start({ TRUST_PROXY: 'loopback' });
  });
  afterAll(() => server.close());

  it.each(['/', '/healthz', '/api/v2/auth/me'])(
    'tells a browser to use https alone if it came over https, and does not if it came over http: %s',
    async (path) => {
      const hsts = async (scheme: string) => {
        const { headers } = await server.call('GET', path, { headers: { 'x-forwarded-proto': scheme } });
        return headers.get('strict-transport-security');
      };
      expect(await hsts('https')).toBe('max-age=31536000');
      expect(await hsts('http')).toBeNull();
    },
  );

  it.each([
    ['GET', '/healthz', 200],
    ['GET', '/nothing', 404],
    ['GET', '/api/openapi.json', 200],
    ['GET', '/api/v2/nothing', 404],
    ['GET', '/api/v2/auth/me', 401],
    ['GET', '/api/v2/auth/me?x=1', 400],
    ['POST', '/api/v2/auth/me', 405],
    ['GET', '/sessman/get', 403],
  ])(
    'keeps browsers from guessing its type, framing it and running what it contains: %s %s',
    async (method, path, status) => {
      const { headers, ...answer } = await server.call(method, path);
      expect(answer.status).toBe(status);
      expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      const policy = policyOf(headers);
      expect(policy).toEqual(expect.arrayContaining(["base-uri 'none'", "frame-ancestors 'none'"]));
      // A directive that the policy does not have falls back to default-src, which comes first.
      expect(policy.find((each) => each.startsWith('object-src')) ?? policy[0]).toMatch(/ 'none'$/);
    },
  );

  it('that is a page keeps the page from loading scripts of other servers, and from sending its address in a Referer', async () => {
    const { headers } = await server.call('GET', '/login');
    expect(policyOf(headers)).toEqual(
      expect.arrayContaining([
        ...["default-src 'self'", "script-src 'self'", "script-src-attr 'none'", "object-src 'none'"],
        ...["base-uri 'none'", "frame-ancestors 'none'", "font-src 'self' data:", "img-src 'self' data:"],
      ]),
    );
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });
});

describe('A request that could mean two things, or show more than it should', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.close());

  it.each([
    ['two lengths', ['Content-Length: 2', 'Content-Length: 3']],
    ['a length and chunks', ['Content-Length: 2', 'Transfer-Encoding: chunked']],
    ['a length that is no number', ['Content-Length: 2x']],
    ['a blank before the colon', ['Transfer-Encoding : chunked']],
  ])('is a 400, and its connection is closed: %s', async (_, lines) => {
    const head = ['POST /api/v2/auth/login HTTP/1.1', 'Host: x', 'Content-Type: application/json'];
    const answer = await server.send([...head, ...lines], '{}\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toContain('"status":"ok"');
  });

  it('is never answered with what was sent: TRACE', async () => {
    const answer = await server.send([
      'TRACE /healthz HTTP/1.1',
      'Host: x',
      'X-Secret: hidden',
      'Connection: close',
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toContain('hidden');
  });

  it.each(['/assets', '/assets/', '/.git/config', '/package.json', '/..%2f..%2fpackage.json', '/pages.json'])(
    'finds no list of a folder, and no file beside those of the dashboard: %s',
    async (path) => {
      expect((await server.call('GET', path)).status).toBe(404);
    },
  );
});
