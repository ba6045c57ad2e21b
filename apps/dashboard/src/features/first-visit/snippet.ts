import type { TrackerAnswer } from '@dwell/shared';

/** Stands where a key will stand, until one was made. */
export const NO_KEY = 'dwell_your-key';

const USER = 'anna';

const scriptTag = (...lines: readonly string[]): string => `<script ${lines.join('\n  ')}></script>`;

const whoReports = (key: string): string => `data-key="${key}" data-user="${USER}"`;

/** Embeds the tracker that the server has, whatever its version. */
export const tagFor = (origin: string, key = NO_KEY): string =>
  scriptTag(`src="${origin}/tracker.js" async`, whoReports(key));

/** Embeds one tracker: the browser runs no other. */
export const pinnedTagFor = (
  origin: string,
  { path, integrity }: Pick<TrackerAnswer, 'path' | 'integrity'>,
  key = NO_KEY,
): string =>
  scriptTag(
    `src="${origin}${path}" async`,
    `integrity="${integrity}"`,
    'crossorigin="anonymous"',
    whoReports(key),
  );

/** The same for an application that is bundled. */
export const moduleFor = (
  origin: string,
  key = NO_KEY,
): string => `import { startTracker } from '@dwell/tracker';

startTracker({
  url: '${origin}',
  headers: () => ({
    Authorization: 'Bearer ${key}',
    'X-Dwell-User': encodeURIComponent('${USER}'),
  }),
});`;

/** The same by hand: a session, a keepalive that opens a view, and one that counts the time until it. */
export const curlFor = (origin: string, key = NO_KEY): string => {
  const call = (path: string, body: string): string =>
    [
      `curl ${origin}/api/v2/${path}`,
      `-H 'Authorization: Bearer ${key}'`,
      `-H 'X-Dwell-User: ${USER}'`,
      `-H 'Content-Type: application/json'`,
      `-d '${body}'`,
    ].join(' \\\n  ');
  const keepalive = call('keepalive', '{"visible": true, "path": ["/orders", "Open"]}');
  return [call('sessionstart', '{}'), 'sleep 5', keepalive].join('\n');
};
