import type { KeepaliveBody } from '@dwell/shared';

/** Which keepalives a load is made of: each user's in turn, on one path after the other. */
export interface Keepalives {
  readonly users: readonly string[];
  readonly paths: readonly (readonly [string, string?])[];
  /** Whether they name the page that they come from: one for each user. */
  readonly withPageId: boolean;
}

export interface KeepaliveRequest {
  readonly username: string;
  readonly body: KeepaliveBody;
}

/** A load goes through these in order and begins anew. */
export const requestsOf = ({ users, paths, withPageId }: Keepalives): KeepaliveRequest[] =>
  paths.flatMap((path) =>
    users.map((username) => ({
      username,
      body: {
        visible: true,
        path: path as KeepaliveBody['path'],
        ...(withPageId ? { page_id: `page-of-${username}` } : {}),
      },
    })),
  );

export const usernames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `user-${String(index).padStart(5, '0')}`);
