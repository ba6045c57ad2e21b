import { type KeepaliveBody, type Path, USER_HEADER } from '@dwell/shared';
import type { RequestCycle } from '../load/load-generator.js';

/** The keepalives of a load: all users in turn, each on one path after the other. */
export interface Keepalives {
  readonly users: readonly string[];
  readonly paths: readonly Path[];
  /** How many keepalives of a user come from one path before the next path. Each change makes the trail grow. */
  readonly perStay: number;
  /** Whether the keepalives carry a page_id, one for each user. */
  readonly withPageId: boolean;
}

/** Returns the headers that say on whose behalf a request is made. */
export type Credentials = (username: string) => Readonly<Record<string, string>>;

/** All users' requests carry the same API key, and name the user. */
export const byApiKey =
  (apiKey: string): Credentials =>
  (username) => ({ authorization: `Bearer ${apiKey}`, [USER_HEADER]: encodeURIComponent(username) });

/** Returns the requests of a load: for each path, the keepalive of each user. */
export const keepaliveCycle = (
  { users, paths, perStay, withPageId }: Keepalives,
  credentials: Credentials,
): RequestCycle => ({
  requests: paths.flatMap((path) =>
    users.map((username) => {
      const page = withPageId ? { page_id: `page-of-${username}` } : {};
      return {
        method: 'POST',
        path: '/api/v2/keepalive',
        headers: { ...credentials(username), 'content-type': 'application/json' },
        body: JSON.stringify({ visible: true, path, ...page } satisfies KeepaliveBody),
      };
    }),
  ),
  groupSize: users.length,
  timesEach: perStay,
});

export const usernames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `user-${String(index).padStart(5, '0')}`);
