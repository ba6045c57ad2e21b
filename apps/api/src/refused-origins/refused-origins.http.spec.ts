import { afterEach, describe, expect, it } from '@jest/globals';
import type { RefusedOriginsAnswer } from '@dwell/shared';
import { START_OF_TEST, TestServer } from '../testing/test-server.js';

const SHOP = 'https://shop.example';

describe.each([
  ['without ALLOWED_ORIGINS', {}],
  ['with ALLOWED_ORIGINS', { ALLOWED_ORIGINS: 'https://app.example' }],
])('GET /refused-origins of a server %s', (_, env: Record<string, string>) => {
  let server: TestServer;
  afterEach(() => server.close());

  const listed = async () => {
    const { body } = await server.call<RefusedOriginsAnswer>('GET', '/api/v2/refused-origins', {
      cookie: await server.logIn(),
    });
    return body.refused_origins;
  };

  it('lists the origins of pages that were refused, how often and when last', async () => {
    server = await TestServer.start(env);
    const key = await server.createKey({ name: 'pages', role: 'reporter', username: 'ann' });
    const cookie = await server.logIn();
    expect(await listed()).toEqual([]);

    const preflight = { origin: SHOP, 'access-control-request-method': 'POST' };
    expect((await server.call('OPTIONS', '/api/v2/keepalive', { headers: preflight })).status).toBe(405);
    server.clock.advance(1_500);
    const text = { origin: `${SHOP}:443`, 'content-type': 'text/plain' };
    expect(
      (await server.call('POST', '/api/v2/sessionstart', { key, raw: '{}', headers: text })).status,
    ).toBe(415);
    const json = { origin: 'https://blog.example', 'content-type': 'application/json' };
    const byCookie = { cookie, raw: '{}', headers: json };
    expect((await server.call('POST', '/api/v2/sessionstart', byCookie)).status).toBe(403);

    const last_refused = (START_OF_TEST + 1_500) / 1000;
    expect(await listed()).toEqual([
      { origin: 'https://blog.example', count: 1, last_refused },
      { origin: SHOP, count: 2, last_refused },
    ]);
  });

  it('lists neither allowed origins nor calls of programs, which send no origin', async () => {
    server = await TestServer.start(env);
    const key = await server.createKey({ name: 'pages', role: 'reporter', username: 'ann' });
    const origins = [server.url, env['ALLOWED_ORIGINS'] ?? server.url];
    for (const origin of origins) {
      for (const type of ['text/plain', 'application/json']) {
        const headers = { origin, 'content-type': type };
        expect((await server.call('POST', '/api/v2/sessionstart', { key, raw: '{}', headers })).status).toBe(
          200,
        );
      }
      await server.call('OPTIONS', '/api/v2/keepalive', {
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    }
    const headers = { 'content-type': 'text/plain' };
    expect((await server.call('POST', '/api/v2/sessionstart', { key, raw: '{}', headers })).status).toBe(415);
    expect(await listed()).toEqual([]);
  });
});
