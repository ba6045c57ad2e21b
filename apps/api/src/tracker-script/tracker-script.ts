import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { TrackerAnswer } from '@dwell/shared';
import type { RouteHandlerMethod } from 'fastify';
import { PROJECT_ROOT } from '../platform/repository-root.js';

const TRACKER = pathToFileURL(join(PROJECT_ROOT, '../../libs/tracker/'));

/** The path of the current tracker, whatever its version. */
export const TRACKER_PATH = '/tracker.js';

const FOR_AN_HOUR = 'public, max-age=3600';
const FOREVER = 'public, max-age=31536000, immutable';

/** How many hex digits of the hash distinguish the builds of one version. */
const HASH_DIGITS = 12;

const TAKES_GZIP = /\bgzip\b(?!;q=0(?![.\d]*[1-9]))/;

/** The headers of a public script, which is the same for every page. */
const HEADERS = {
  'content-type': 'text/javascript; charset=utf-8',
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  vary: 'accept-encoding',
};

/** The built browser tracker, and its version, path and hash. */
export abstract class TrackerScript {
  abstract readonly content: Buffer;
  abstract readonly about: TrackerAnswer;
}

/** Reads the built tracker in `folder`; returns undefined if it is not built. */
export const readTrackerScript = (folder = TRACKER): TrackerScript | undefined => {
  const file = new URL('dist/tracker.js', folder);
  if (!existsSync(file)) return undefined;
  const content = readFileSync(file);
  const hash = createHash('sha384').update(content).digest();
  const { version } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as {
    version: string;
  };
  return {
    content,
    about: {
      version,
      path: `/tracker-${version}-${hash.toString('hex').slice(0, HASH_DIGITS)}.js`,
      integrity: `sha384-${hash.toString('base64')}`,
    },
  };
};

/**
 * Serves the tracker, if it is built, to pages of every origin: under {@link TRACKER_PATH}, and under a path with its
 * version and hash.
 */
export const serveTrackerScript = (app: NestFastifyApplication): void => {
  const script = app.get<TrackerScript | undefined>(TrackerScript);
  if (!script) return;
  const fastify = app.getHttpAdapter().getInstance();
  const { content, about } = script;
  const plain = { body: content, etag: `"${about.integrity}"`, headers: {} };
  const zipped = {
    body: gzipSync(content, { level: 9 }),
    etag: `"${about.integrity}-gzip"`,
    headers: { 'content-encoding': 'gzip' },
  };
  // Without this `cors`, caches would keep a copy of the script for each allowed origin.
  const options = { config: { isForOtherPages: true, cors: { origin: '*', credentials: false } } } as const;
  const handler =
    (cacheControl: string): RouteHandlerMethod =>
    ({ headers }, reply) => {
      const {
        body,
        etag,
        headers: more,
      } = TAKES_GZIP.test(headers['accept-encoding'] ?? '') ? zipped : plain;
      void reply.headers({ ...HEADERS, etag, 'cache-control': cacheControl });
      const isKnown = headers['if-none-match']?.includes(etag);
      return isKnown ? reply.status(304).send() : reply.headers(more).send(body);
    };
  fastify.get(TRACKER_PATH, options, handler(FOR_AN_HOUR));
  fastify.get(about.path, options, handler(FOREVER));
};
