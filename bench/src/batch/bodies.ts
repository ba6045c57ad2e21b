import type { KeepaliveItem } from '@dwell/shared';
import type { Keepalives } from '../ingest/keepalives.js';
import type { RequestCycle } from '../load/load-generator.js';

/**
 * Returns the requests of a load that has the keepalives of `keepaliveCycle` in the same order, `size` in each body.
 * @param size divides the number of users
 */
export const bodyCycle = (
  { users, paths, perStay, withPageId }: Keepalives,
  apiKey: string,
  size: number,
  ndjson: boolean,
): RequestCycle => ({
  requests: paths.flatMap((path) =>
    Array.from({ length: users.length / size }, (_, n) => {
      const items = users.slice(n * size, (n + 1) * size).map((username): KeepaliveItem => {
        const page = withPageId ? { page_id: `page-of-${username}` } : {};
        return { call: 'keepalive', username, visible: true, path, ...page };
      });
      return {
        method: 'POST' as const,
        path: '/api/v2/keepalives',
        headers: {
          authorization: `Bearer ${apiKey}`,
          'content-type': ndjson ? 'application/x-ndjson' : 'application/json',
        },
        body: ndjson ? items.map((item) => JSON.stringify(item)).join('\n') : JSON.stringify(items),
      };
    }),
  ),
  groupSize: users.length / size,
  timesEach: perStay,
});
