import { describe, expect, it } from '@jest/globals';
import { ForbiddenException } from '@nestjs/common';
import Fastify, { type FastifyRequest } from 'fastify';
import { readSettings } from '../../platform/settings/read-settings.js';
import { SameOriginGuard } from './same-origin.guard.js';

type Headers = Record<string, string>;

/** Resolves to whether the guard admits a request that Fastify has parsed. */
const passes = async (
  method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE',
  headers: Headers,
  { trustProxy = false, env = {} }: { trustProxy?: boolean; env?: Headers } = {},
): Promise<boolean> => {
  const guard = new SameOriginGuard(readSettings(env, '/'));
  const fastify = Fastify({ trustProxy });
  let request: FastifyRequest | undefined;
  fastify.route({ method, url: '/', handler: async (taken) => void (request = taken) });
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
  ])('decides on a change %s', async (_, headers, expected) => {
    for (const method of ['POST', 'PATCH', 'DELETE'] as const)
      expect(await passes(method, headers)).toBe(expected);
  });

  it('admits a read from anywhere', async () => {
    const elsewhere = { origin: 'https://evil.example.org', 'sec-fetch-site': 'cross-site' };
    expect(await passes('GET', elsewhere)).toBe(true);
    expect(await passes('HEAD', elsewhere)).toBe(true);
  });

  it('admits a change from an allowed origin', async () => {
    const env = { ALLOWED_ORIGINS: 'https://app.example.org' };
    expect(await passes('POST', { origin: 'https://app.example.org' }, { env })).toBe(true);
    expect(await passes('POST', { origin: 'https://other.example.org' }, { env })).toBe(false);
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
