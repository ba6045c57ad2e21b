import { afterEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { readSettings } from '../platform/settings/read-settings.js';
import { type Forwarding, readForwarding } from './forwarding.js';

describe("The client's address", () => {
  let fastify: FastifyInstance | undefined;
  afterEach(() => fastify?.close());

  const seen = async (TRUST_PROXY: string, headers: Record<string, string>): Promise<Forwarding> => {
    fastify = Fastify();
    readForwarding(fastify, readSettings({ TRUST_PROXY }, '/').trustProxy);
    fastify.get('/', (request) => request.forwarding);
    return (
      await fastify.inject({ url: '/', headers, remoteAddress: '::ffff:127.0.0.1' })
    ).json<Forwarding>();
  };

  const addressOf = async (trust: string, headers: Record<string, string>) =>
    (await seen(trust, headers)).address;

  it.each([
    ['false', '192.0.2.10', '127.0.0.1'],
    ['10.0.0.1', '192.0.2.10', '127.0.0.1'],
    ['true', '192.0.2.10', '192.0.2.10'],
    ['1', '192.0.2.10', '192.0.2.10'],
    ['127.0.0.1', '192.0.2.10', '192.0.2.10'],
    ['loopback', '192.0.2.10:4000', '192.0.2.10'],
    ['loopback', '[2001:DB8::1]:4000', '2001:db8::1'],
    ['loopback', '::ffff:192.0.2.10', '192.0.2.10'],
    ['loopback', 'fe80::1%eth0', 'fe80::1%eth0'],
    ['loopback', '', '127.0.0.1'],
    ['loopback', 'unknown', '127.0.0.1'],
    ['loopback', '_hidden', '127.0.0.1'],
    ['true', 'unknown, 192.0.2.10', '192.0.2.10'],
    ['true', '192.0.2.10, unknown', '192.0.2.10'],
    ['true', ', 192.0.2.10 ,', '192.0.2.10'],
    ['loopback', '198.51.100.1, 192.0.2.10:4000', '192.0.2.10'],
    ['1', '198.51.100.1, 192.0.2.10', '192.0.2.10'],
    ['2', '198.51.100.1, 192.0.2.10', '198.51.100.1'],
    ['3', '198.51.100.1, 192.0.2.10', '198.51.100.1'],
    ['0', '192.0.2.10', '127.0.0.1'],
    ['loopback,10.0.0.1', '198.51.100.1, 192.0.2.10, 10.0.0.1:9000', '192.0.2.10'],
    ['loopback,10.0.0.1', '198.51.100.1, unknown, 10.0.0.1', '10.0.0.1'],
  ])('with TRUST_PROXY=%s and X-Forwarded-For "%s" is %s', async (trust, header, address) => {
    expect(await addressOf(trust, { 'x-forwarded-for': header })).toBe(address);
  });

  it.each([
    ['false', 'for=192.0.2.10', '127.0.0.1'],
    ['loopback', 'for=192.0.2.10', '192.0.2.10'],
    ['loopback', 'For="192.0.2.10:4000";proto=https', '192.0.2.10'],
    ['loopback', 'for="[2001:db8::1]:4000"', '2001:db8::1'],
    ['loopback', 'for=198.51.100.1, for=192.0.2.10;by=10.0.0.1', '192.0.2.10'],
    ['2', 'for=198.51.100.1, for=192.0.2.10', '198.51.100.1'],
    ['true', 'for=198.51.100.1, proto=https, for=_hidden', '198.51.100.1'],
    ['loopback', 'for=unknown', '127.0.0.1'],
    ['loopback', 'for=', '127.0.0.1'],
    ['loopback', 'for=192.0.2.10;', '127.0.0.1'],
  ])('with TRUST_PROXY=%s and Forwarded "%s" is %s', async (trust, forwarded, address) => {
    expect(await addressOf(trust, { forwarded })).toBe(address);
  });

  it('comes from X-Forwarded-For if a client adds Forwarded, which its proxy does not know', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.10', forwarded: 'for=198.51.100.1' };
    expect(await addressOf('loopback', headers)).toBe('192.0.2.10');
  });

  it.each([
    ['https', 'https'],
    ['HTTPS', 'https'],
    ['https,http', 'https'],
    ['http, https', 'http'],
    ['wss, https', 'https'],
    ['', 'http'],
  ])('comes with the scheme of X-Forwarded-Proto "%s": %s', async (header, scheme) => {
    expect((await seen('1', { 'x-forwarded-proto': header })).scheme).toBe(scheme);
    expect((await seen('0', { 'x-forwarded-proto': header })).scheme).toBe('http');
  });
});
