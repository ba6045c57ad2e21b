import type { Answer, TestServer } from './test-server.js';

/** Calls `/api/v2/<root><path>` as one user: as `admin`, or as an analyst by an API key that is bound to the user. */
export type CallAs = <T = Record<string, unknown>>(
  username: string,
  method: string,
  path?: string,
  body?: unknown,
) => Promise<Answer<T>>;

/**
 * Logs the admin in, and creates an API key for each of the analysts. Returns the admin's cookie, and a function that
 * calls the API as any of them.
 */
export const namedCallers = async (
  server: TestServer,
  root: string,
  analysts: readonly string[],
): Promise<{ admin: string; as: CallAs }> => {
  const admin = await server.logIn();
  const keys = new Map<string, string>();
  for (const username of analysts) {
    keys.set(username, await server.createKey({ name: username, role: 'analyst', username }));
  }
  return {
    admin,
    as: (username, method, path = '', body) =>
      server.call(method, `/api/v2/${root}${path}`, {
        ...(username === 'admin' ? { cookie: admin } : { key: keys.get(username) }),
        body,
      }),
  };
};
