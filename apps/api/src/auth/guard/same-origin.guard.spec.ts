import { describe, expect, it } from '@jest/globals';
import { ForbiddenException } from '@nestjs/common';
import Fastify, { type FastifyRequest } from 'fastify';
import { Origins } from '../../http/origins.js';
import { RefusedOrigins } from '../../http/refused-origins.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { readForwarding } from '../../http/forwarding.js';
import { readSettings } from '../../platform/settings/read-settings.js';
import { SameOriginGuard } from './same-origin.guard.js';

type Headers = Record<string, string>;

/** Resolves to whether the guard admits a request that Fastify has parsed. */
const passes = async (
  method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE',
  headers: Headers,
  {
    trustProxy = false,
    env = {},
    forAllowedOrigins = false,
  }: { trustProxy?: boolean; env?: Headers; forAllowedOrigins?: boolean } = {},
): Promise<boolean> => {
  const guard = new SameOriginGuard(
    new Origins(readSettings(env, '/').allowedOrigins, new RefusedOrigins(new FakeClock(), () => undefined)),
  );
  const fastify = Fastify();
  readForwarding(fastify, () => trustProxy);
  let request: FastifyRequest | undefined;
  fastify.route({
    method,
    url: '/',
    config: { forAllowedOrigins },
    handler: async (taken) => void (request = taken),
  });
  await fastify.inject({ method, url: '/', headers: { host: 'dwell.example.com', ...headers } });
  try {
    guard.check(request as FastifyRequest);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(ForbiddenException);
    return false;
  }
};

describe('SameOriginGuard', () => {
  it.each<[string, Headers, boolean]>([
    [
      'from a page of this server',
      { origin: 'http://dwell.example.com', 'sec-fetch-site': 'same-origin' },
      true,
    ],
    ['from a page of this server in an older browser', { origin: 'http://dwell.example.com' }, true],
    ['from curl', {}, true],
    ['from another site', { origin: 'https://evil.example.org', 'sec-fetch-site': 'cross-site' }, false],
    ['from another site in an older browser', { origin: 'https://evil.example.org' }, false],
    ['from this server in upper case', { origin: 'HTTP://DWELL.example.com' }, true],
    ['from this server with the default port', { origin: 'http://dwell.example.com:80' }, true],
    ['from this server with a dot behind its name', { origin: 'http://dwell.example.com.' }, true],
    ['from this server with a path', { origin: 'http://dwell.example.com/page' }, false],
    [
      'from another host of this site',
      { origin: 'http://app.example.com', 'sec-fetch-site': 'same-site' },
      false,
    ],
    ['from another scheme', { origin: 'https://dwell.example.com' }, false],
    ['from another port', { origin: 'http://dwell.example.com:8080' }, false],
    ['from a name that begins like ours', { origin: 'http://dwell.example.com.evil.org' }, false],
    ['from a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }, false],
    ['from a browser that hides its origin', { 'sec-fetch-site': 'cross-site' }, false],
    ['from a browser that hides its own origin', { 'sec-fetch-site': 'same-origin' }, false],
  ])('tells whether it admits a change %s, with the headers %j: %s', async (_, headers, expected) => {
    for (const method of ['POST', 'PATCH', 'DELETE'] as const)
      expect(await passes(method, headers)).toBe(expected);
  });

  it.each<[string, Headers, boolean]>([
    ['by a page of this server', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }, true],
    ['by a typed address', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }, true],
    ['by curl', {}, true],
    ['by a page of another origin', { origin: 'https://evil.example.org' }, false],
    ['by an image of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, false],
    ['by a script of another host', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' }, false],
    ['by a link on another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, true],
  ])('tells whether it admits a read %s, with the headers %j: %s', async (_, headers, expected) => {
    for (const method of ['GET', 'HEAD'] as const) expect(await passes(method, headers)).toBe(expected);
  });

  it('refuses a link on another site to a route where a GET changes data', async () => {
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(await passes('GET', link, { forAllowedOrigins: true })).toBe(false);
  });

  it('admits an allowed origin to the routes for allowed origins, and to no others', async () => {
    const env = { ALLOWED_ORIGINS: 'https://app.example.org' };
    for (const method of ['GET', 'POST'] as const) {
      for (const forAllowedOrigins of [true, false]) {
        const options = { env, forAllowedOrigins };
        expect(await passes(method, { origin: 'https://app.example.org' }, options)).toBe(forAllowedOrigins);
        expect(await passes(method, { origin: 'https://other.example.org' }, options)).toBe(false);
      }
    }
  });

  it.each<[string, Headers]>([
    ['names its default port', { host: 'dwell.example.com:443' }],
    ['is in upper case', { host: 'DWELL.EXAMPLE.COM' }],
    ['ends with a dot', { host: 'dwell.example.com.' }],
    ['is in upper case and names its default port', { host: 'DWELL.example.com:443' }],
  ])('admits a change from a page of this server, whose host %s', async (_, headers) => {
    const https = { ...headers, 'x-forwarded-proto': 'https', origin: 'https://dwell.example.com' };
    expect(await passes('POST', https, { trustProxy: true })).toBe(true);
    expect(await passes('POST', https, { trustProxy: false })).toBe(false);
  });

  it('never admits a change from the origin null, whatever the host', async () => {
    for (const host of ['null', '', '/', '@', 'null:80']) {
      expect(await passes('POST', { host, origin: 'null' })).toBe(false);
      const forwarded = { host, 'x-forwarded-host': host, origin: 'null' };
      expect(
        await passes('POST', forwarded, { trustProxy: true, env: { ALLOWED_ORIGINS: 'http://null' } }),
      ).toBe(false);
    }
  });

  it.each<[string, Headers]>([
    ['X-Forwarded-Proto in upper case', { 'x-forwarded-host': 'd.example', 'x-forwarded-proto': 'HTTPS' }],
    ['two schemes', { 'x-forwarded-host': 'd.example', 'x-forwarded-proto': 'https,http' }],
    ['two hosts, ours first', { 'x-forwarded-host': 'd.example, inner:3000', 'x-forwarded-proto': 'https' }],
    [
      'two hosts, ours last',
      { 'x-forwarded-host': 'inner:3000,D.example:443', 'x-forwarded-proto': 'https' },
    ],
    ['only the scheme', { host: 'd.example', 'x-forwarded-proto': 'https' }],
    ['Forwarded', { forwarded: 'for=192.0.2.60;proto=https;host=d.example' }],
    ['Forwarded with quotes', { forwarded: 'For="[2001:db8::1]:47";Proto="HTTPS";Host="D.example:443"' }],
    [
      'Forwarded twice',
      { forwarded: 'for=192.0.2.60;proto=https;host=d.example, for=10.0.0.1;proto=http;host="in:80"' },
    ],
    ['only the scheme in Forwarded', { host: 'd.example', forwarded: 'proto=https' }],
  ])('admits a change from a page of this server if a trusted proxy names it by %s', async (_, headers) => {
    const ours = { host: 'inner:3000', ...headers, origin: 'https://d.example' };
    expect(await passes('POST', ours, { trustProxy: true })).toBe(true);
    expect(await passes('POST', ours, { trustProxy: false })).toBe(false);
    expect(await passes('POST', { ...ours, origin: 'http://d.example' }, { trustProxy: true })).toBe(false);
    expect(await passes('POST', { ...ours, origin: 'https://e.example' }, { trustProxy: true })).toBe(false);
  });

  it.each<[string, Headers]>([
    ['Forwarded is malformed', { forwarded: 'proto=https;host=d.example;' }],
    [
      'X-Forwarded headers say otherwise',
      { forwarded: 'proto=https;host=d.example', 'x-forwarded-host': 'e.example' },
    ],
    ['the scheme is neither http nor https', { forwarded: 'proto=ftp;host=d.example' }],
  ])('refuses a change if %s', async (_, headers) => {
    expect(await passes('POST', { ...headers, origin: 'https://d.example' }, { trustProxy: true })).toBe(
      false,
    );
  });

  it('compares the origin with the host and scheme that a trusted proxy names', async () => {
    const headers = {
      host: 'internal:3000',
      'x-forwarded-host': 'stats.example.com',
      'x-forwarded-proto': 'https',
      origin: 'https://stats.example.com',
    };
    expect(await passes('POST', headers, { trustProxy: true })).toBe(true);
    expect(await passes('POST', headers, { trustProxy: false })).toBe(false);
  });
});
