import type { KeepaliveBody, Path } from '@dwell/shared';

/** Which keepalives a load is made of: all users in turn, each on one path after the other. */
export interface Keepalives {
  readonly users: readonly string[];
  readonly paths: readonly Path[];
  /** So many keepalives of a user come from one path before the next: trails and totals grow with changes. */
  readonly perStay: number;
  /** Whether they name the page that they come from: one for each user. */
  readonly withPageId: boolean;
}

export interface KeepaliveRequest {
  readonly username: string;
  readonly body: KeepaliveBody;
}

/** All that a load sends: for each path what each user sends from it. */
export const requestsOf = ({ users, paths, withPageId }: Keepalives): KeepaliveRequest[] =>
  paths.flatMap((path) =>
    users.map((username) => ({
      username,
      body: { visible: true, path, ...(withPageId ? { page_id: `page-of-${username}` } : {}) },
    })),
  );

/** Which of them is the n-th to be sent; the first is 0. */
export const requestIndex = ({ users, paths, perStay }: Keepalives, n: number): number => {
  const turn = Math.floor(n / users.length);
  const path = Math.floor(turn / perStay) % paths.length;
  return path * users.length + (n % users.length);
};

export const usernames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `user-${String(index).padStart(5, '0')}`);
