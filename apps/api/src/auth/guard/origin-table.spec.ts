import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, TestServer } from '../../testing/test-server.js';

const APP = 'https://app.example.com';

/**
 * The routes that pages of ALLOWED_ORIGINS may call with a login's cookie. All others that read a cookie are for pages
 * of our own alone.
 */
const FOR_ALLOWED_ORIGINS = [
  'GET /api/v2/sessionstart',
  'POST /api/v2/sessionstart',
  'POST /api/v2/keepalive',
  'POST /api/v2/session-hide',
  'POST /api/v2/session_hide',
  'POST /api/v2/session_tracepath',
  'GET /api/v2/tracker',
  ...['new', 'update', 'get'].flatMap((call) => [`GET /sessman/${call}`, `POST /sessman/${call}`]),
];

/** The routes that need no caller, and so ignore a cookie. */
const WITHOUT_CALLER = ['GET /api/v2/tracker', 'GET /healthz', 'GET /readyz'];

describe('Access by origin', () => {
  let server: TestServer;
  let cookie: string;
  let routes: string[];
  beforeAll(async () => {
    server = await TestServer.start({ ALLOWED_ORIGINS: APP });
    cookie = await server.logIn();
    const { body } = await server.call<{ paths: Record<string, object> }>('GET', '/api/docs-json');
    routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
  });
  afterAll(() => server.close());

  const send = (route: string, headers: Record<string, string>): Promise<Answer> => {
    const [method = '', path = ''] = route.split(' ');
    return server.call(method, path.replace(/\{\w+\}/g, 'none-of-this-name'), { cookie, headers });
  };
  const isRefused = ({ status, text }: Answer): boolean =>
    status === 403 && text.includes('another web site');
  const allows = ({ headers }: Answer): boolean => headers.has('access-control-allow-origin');

  /** Resolves to the routes that do not refuse the cookie if it comes with these headers. */
  const admitted = async (headers: Record<string, string>): Promise<string[]> => {
    const found: string[] = [];
    for (const route of routes) if (!isRefused(await send(route, headers))) found.push(route);
    return found.filter((route) => !WITHOUT_CALLER.includes(route)).sort();
  };
  const opened = FOR_ALLOWED_ORIGINS.filter((route) => !WITHOUT_CALLER.includes(route)).sort();
  it('admits a cookie from an allowed origin only to the recording of single pings and to sessman', async () => {
    expect(await admitted({ origin: APP, 'sec-fetch-site': 'same-site' })).toEqual(opened);
  });

  it('admits no cookie from an origin that is neither our own nor allowed', async () => {
    expect(await admitted({ origin: 'https://evil.example.com', 'sec-fetch-site': 'same-site' })).toEqual([]);
    expect(await admitted({ origin: 'null' })).toEqual([]);
  });

  it('admits no cookie from a page of another site that hides its origin', async () => {
    expect(await admitted({ 'sec-fetch-site': 'same-site' })).toEqual([]);
  });

  it('admits a cookie from a link on another site to routes that only read', async () => {
    const follow = (path: string): Promise<string> =>
      server.send([
        `GET ${path} HTTP/1.1`,
        ...['host: localhost', `cookie: ${cookie}`, 'connection: close'],
        ...['sec-fetch-site: cross-site', 'sec-fetch-mode: navigate'],
      ]);
    expect(await follow('/api/v2/sessions?limit=1')).toContain('200 OK');
    for (const changing of ['/api/v2/sessionstart', '/sessman/new', '/sessman/update', '/sessman/get']) {
      expect(await follow(changing)).toContain('403 Forbidden');
    }
  });

  it('lets a page of an allowed origin read only the answers of the routes in FOR_ALLOWED_ORIGINS', async () => {
    const read: string[] = [];
    for (const route of routes) if (allows(await send(route, { origin: APP }))) read.push(route);
    expect(read.sort()).toEqual([...FOR_ALLOWED_ORIGINS].sort());
  });

  it('answers the preflight of a page of an allowed origin only for the routes in FOR_ALLOWED_ORIGINS', async () => {
    const answered: string[] = [];
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ');
      const headers = { origin: APP, 'access-control-request-method': method };
      if ((await send(`OPTIONS ${path}`, headers)).status === 204) answered.push(route);
    }
    expect(answered.sort()).toEqual([...FOR_ALLOWED_ORIGINS].sort());
  });

  it('admits a cookie from a page of our own to every route', async () => {
    const own = { origin: server.url, 'sec-fetch-site': 'same-origin' };
    // Without the routes that would end the login of the cookie.
    routes = routes.filter((route) => !route.includes('logout'));
    for (const route of routes) expect([route, isRefused(await send(route, own))]).toEqual([route, false]);
  });

  it('treats an origin in ALLOWED_ORIGINS as our own if it names the host of the request', async () => {
    const behindProxy = { host: 'app.example.com', origin: APP };
    const lines = Object.entries({ ...behindProxy, cookie, connection: 'close', 'content-length': '0' });
    const send = (path: string) =>
      server.send([`POST ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`)]);
    expect(await send('/api/v2/users/nobody/reset')).toContain('404 Not Found');
    expect(
      await server.call('POST', '/api/v2/users/nobody/reset', { cookie, headers: { origin: APP } }),
    ).toMatchObject({
      status: 403,
    });
  });
});
