import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestServer } from '../testing/test-server.js';

describe('Strict-Transport-Security', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start({ TRUST_PROXY: 'loopback' });
  });
  afterAll(() => server.close());

  it.each(['/', '/healthz', '/api/v2/auth/me'])(
    'is sent over https, and never over http: %s',
    async (path) => {
      const hsts = async (scheme: string) => {
        const { headers } = await server.call('GET', path, { headers: { 'x-forwarded-proto': scheme } });
        return headers.get('strict-transport-security');
      };
      expect(await hsts('https')).toBe('max-age=31536000');
      expect(await hsts('http')).toBeNull();
    },
  );
});
