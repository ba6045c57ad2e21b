import { type KeepaliveBody, type Path, USER_HEADER } from '@dwell/shared';
import type { RequestCycle } from '../load/load-generator.js';

/** Which keepalives a load is made of: all users in turn, each on one path after the other. */
export interface Keepalives {
  readonly users: readonly string[];
  readonly paths: readonly Path[];
  /** So many keepalives of a user come from one path before the next: trails and totals grow with changes. */
  readonly perStay: number;
  /** Whether they name the page that they come from: one for each user. */
  readonly withPageId: boolean;
}

/** All that a load sends: for each path what each user sends from it. */
export const keepaliveCycle = (
  { users, paths, perStay, withPageId }: Keepalives,
  apiKey: string,
): RequestCycle => ({
  requests: paths.flatMap((path) =>
    users.map((username) => {
      const page = withPageId ? { page_id: `page-of-${username}` } : {};
      return {
        method: 'POST',
        path: '/api/v2/keepalive',
        headers: {
          authorization: `Bearer ${apiKey}`,
          'content-type': 'application/json',
          [USER_HEADER]: username,
        },
        body: JSON.stringify({ visible: true, path, ...page } satisfies KeepaliveBody),
      };
    }),
  ),
  groupSize: users.length,
  timesEach: perStay,
});

export const usernames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `user-${String(index).padStart(5, '0')}`);
