import type { TrackerAnswer } from '@dwell/shared';

/** Placeholder for the API key until one is created. */
const KEY_PLACEHOLDER = 'dwell_your-key';

const USER = 'anna';

const tag = (...lines: readonly string[]): string => `<script ${lines.join('\n  ')}></script>`;

const identity = (key: string): string => `data-key="${key}" data-user="${USER}"`;

/** Returns a script tag that loads the server's current tracker. */
export const scriptTag = (origin: string, key = KEY_PLACEHOLDER): string =>
  tag(`src="${origin}/tracker.js" async`, identity(key));

/** Returns a script tag that loads one version of the tracker. The browser refuses any other code. */
export const pinnedScriptTag = (
  origin: string,
  { path, integrity }: Pick<TrackerAnswer, 'path' | 'integrity'>,
  key = KEY_PLACEHOLDER,
): string =>
  tag(`src="${origin}${path}" async`, `integrity="${integrity}"`, 'crossorigin="anonymous"', identity(key));

/** Returns code that starts the tracker in an application built with a bundler. */
export const moduleCode = (
  origin: string,
  key = KEY_PLACEHOLDER,
): string => `import { startTracker } from '@dwell/tracker';

startTracker({
  url: '${origin}',
  headers: () => ({
    Authorization: 'Bearer ${key}',
    'X-Dwell-User': encodeURIComponent('${USER}'),
  }),
});`;

/** Returns shell commands that start a session and, five seconds later, send a keepalive. */
export const curlCommands = (origin: string, key = KEY_PLACEHOLDER): string => {
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
