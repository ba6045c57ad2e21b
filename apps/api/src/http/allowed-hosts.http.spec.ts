import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestServer } from '../testing/test-server.js';

describe('ALLOWED_HOSTS', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start({
      ALLOWED_HOSTS: 'Dwell.example.com, 127.0.0.1,[::1]',
      TRUST_PROXY: 'true',
    });
  });
  afterAll(() => server.close());

  const statusFor = async (host: string, path = '/api/v2/tracker', more: string[] = []): Promise<number> => {
    const answer = await server.send([`GET ${path} HTTP/1.1`, `host: ${host}`, 'connection: close', ...more]);
    return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
  };

  it.each([
    'dwell.example.com',
    'DWELL.example.com:3000',
    'dwell.example.com.',
    '127.0.0.1:8080',
    '[::1]:3000',
  ])('admits a request for %s', async (host) => {
    expect(await statusFor(host)).toBe(200);
  });

  it.each([
    'evil.example',
    'dwell.example.com.evil.example',
    'localhost',
    '10.0.0.1',
    'evil.example:3000',
    '.',
    'a.1..',
    '',
  ])(
    'refuses a request for "%s" with 421, on the paths of the API, of the dashboard and of the tracker',
    async (host) => {
      for (const path of [
        '/api/v2/tracker',
        '/api/v2/sessions',
        '/sessman/new',
        '/',
        '/tracker.js',
        '/api/docs',
      ]) {
        expect([path, await statusFor(host, path)]).toEqual([path, 421]);
      }
    },
  );

  it('names ALLOWED_HOSTS in the refusal, and lets probes through under any host name', async () => {
    const { status } = await server.call('GET', '/healthz');
    expect(status).toBe(200);
    expect(await statusFor('10.0.0.1', '/healthz')).toBe(200);
    expect(await statusFor('10.0.0.1', '/readyz')).toBe(200);
    const answer = await server.send([
      'GET /api/v2/tracker HTTP/1.1',
      'host: evil.example',
      'connection: close',
    ]);
    expect(answer).toContain('add the name to ALLOWED_HOSTS');
  });

  it('checks the host names that a trusted proxy forwards, all of which must be allowed', async () => {
    const by = (hosts: string) => statusFor('inner:3000', '/api/v2/tracker', [`x-forwarded-host: ${hosts}`]);
    expect(await by('dwell.example.com')).toBe(200);
    expect(await by('evil.example')).toBe(421);
    expect(await by('evil.example, dwell.example.com')).toBe(421);
  });
});
