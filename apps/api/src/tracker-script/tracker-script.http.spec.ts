import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotFoundException } from '@nestjs/common';
import type { TrackerAnswer } from '@dwell/shared';
import { TestServer } from '../testing/test-server.js';
import { TrackerController } from './tracker.controller.js';
import { readTrackerScript } from './tracker-script.js';

const TRACKER = join(__dirname, '../../../../libs/tracker');
const ALLOWED = 'https://app.example.com';

/** Asks for the script without compression; Node's fetch asks for gzip by default. */
const UNZIPPED = { headers: { 'accept-encoding': 'identity' } };

describe.each([
  ['The tracker', {}],
  ['The tracker of a server with ALLOWED_ORIGINS', { ALLOWED_ORIGINS: ALLOWED }],
])('%s', (_name, env) => {
  let server: TestServer;
  let built: Buffer;
  let version: string;
  let about: TrackerAnswer;
  beforeAll(async () => {
    built = await readFile(join(TRACKER, 'dist/tracker.js'));
    ({ version } = JSON.parse(await readFile(join(TRACKER, 'package.json'), 'utf8')) as TrackerAnswer);
    server = await TestServer.start(env);
    about = (await server.call<TrackerAnswer>('GET', '/api/v2/tracker')).body;
  });
  afterAll(() => server.close());

  it('is described by /api/v2/tracker without a caller: version, path and integrity hash', () => {
    const hash = createHash('sha384').update(built).digest();
    expect(about).toEqual({
      version,
      path: `/tracker-${version}-${hash.toString('hex').slice(0, 12)}.js`,
      integrity: `sha384-${hash.toString('base64')}`,
    });
  });

  const paths = (): [path: string, cacheControl: string][] => [
    ['/tracker.js', 'public, max-age=3600'],
    [about.path, 'public, max-age=31536000, immutable'],
  ];

  it('is served under both paths, cached for an hour under one and forever under the other', async () => {
    for (const [path, cacheControl] of paths()) {
      const answer = await server.call('GET', path, UNZIPPED);
      expect([path, answer.status, answer.text]).toEqual([path, 200, built.toString()]);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'cache-control': cacheControl,
        'content-length': String(built.length),
        'content-type': 'text/javascript; charset=utf-8',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  it('may be loaded by pages of every origin, and is the same answer for all', async () => {
    for (const [path] of paths()) {
      for (const origin of [undefined, ALLOWED, 'https://elsewhere.example.org']) {
        const { headers } = await server.call('GET', path, { headers: origin ? { origin } : {} });
        expect(headers.get('access-control-allow-origin')).toBe('*');
        expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
        // A script needs no policy for pages.
        expect(headers.has('content-security-policy')).toBe(false);
        // With any of these headers, or another Vary, caches would keep an answer for each origin.
        for (const name of ['access-control-allow-credentials', 'set-cookie']) {
          expect([name, headers.get(name)]).toEqual([name, null]);
        }
        expect(headers.get('vary')).toBe('accept-encoding');
      }
    }
  });

  it('takes at most 1,600 bytes as gzip, and has another ETag then', async () => {
    for (const [path] of paths()) {
      const ask = (encodings: string) =>
        server.call('GET', path, { headers: { 'accept-encoding': encodings } });
      const plain = await ask('identity');
      for (const encodings of ['gzip', 'br, gzip, deflate', 'gzip;q=0.5', 'gzip;q=1.0']) {
        const zipped = await ask(encodings);
        expect([encodings, zipped.headers.get('content-encoding')]).toEqual([encodings, 'gzip']);
        expect(zipped.text).toBe(built.toString());
        expect(Number(zipped.headers.get('content-length'))).toBeLessThanOrEqual(1_600);
        expect(zipped.headers.get('etag')).not.toBe(plain.headers.get('etag'));
      }
      for (const encodings of ['identity', 'br', 'gzip;q=0', 'gzip;q=0.0, br', 'xgzipped']) {
        expect([encodings, (await ask(encodings)).headers.get('content-encoding')]).toEqual([
          encodings,
          null,
        ]);
      }
    }
  });

  it('is answered 304 if the client has the same build already', async () => {
    for (const [path] of paths()) {
      const etag = (await server.call('GET', path)).headers.get('etag') ?? '';
      for (const known of [etag, `W/${etag}`, `"another", ${etag}`]) {
        const again = await server.call('GET', path, { headers: { 'if-none-match': known } });
        expect([known, again.status, again.text]).toEqual([known, 304, '']);
        expect(again.headers.get('etag')).toBe(etag);
      }
      const other = await server.call('GET', path, { headers: { 'if-none-match': '"another"' } });
      expect(other.status).toBe(200);
    }
  });

  it('has the same length and cache-control for HEAD as for GET, and no content', async () => {
    for (const [path, cacheControl] of paths()) {
      const answer = await server.call('HEAD', path, UNZIPPED);
      expect([answer.status, answer.text]).toEqual([200, '']);
      expect(answer.headers.get('content-length')).toBe(String(built.length));
      expect(answer.headers.get('cache-control')).toBe(cacheControl);
    }
  });

  it('of another version is a 404 instead of a page of the dashboard', async () => {
    const hash = about.path.slice(-15, -3);
    for (const path of [
      '/tracker-0.0.1-000000000000.js',
      `/tracker-99.0.0-${hash}.js`,
      `/tracker-${version}-000000000000.js`,
      `/tracker-${version}.js`,
      '/tracker-.js',
      '/tracker.js.map',
    ]) {
      expect([path, await server.call('GET', path)]).toMatchObject([
        path,
        { status: 404, body: { statusCode: 404 } },
      ]);
    }
  });
});

describe('A tracker that is not built', () => {
  it('is answered 404', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dwell-test-'));
    expect(readTrackerScript(pathToFileURL(`${folder}/`))).toBeUndefined();
    expect(() => new TrackerController(undefined).about()).toThrow(NotFoundException);
    await rm(folder, { recursive: true });
  });
});
