import { type KeepaliveBody, MAX_STRETCHES, type Path } from '@dwell/shared';
import type { DwellServer } from '@dwell/programs';
import { forEachAtOnce } from '../load/at-once.js';
import { byApiKey, type Credentials } from './keepalives.js';

/** A server that receives keepalives. */
export interface Target {
  readonly url: string;
  readonly credentials: Credentials;
}

/** The requests to this server carry its API key. */
export const withApiKey = ({ url, reporterKey }: Pick<DwellServer, 'url' | 'reporterKey'>): Target => ({
  url,
  credentials: byApiKey(reporterKey),
});

/** Sends a request of one kind for each user, several at a time. @throws Error at the first answer other than 2xx */
export const postForEach = <T>(
  { url, credentials }: Target,
  call: string,
  items: readonly T[],
  requestOf: (item: T) => { readonly username: string; readonly body: object },
): Promise<void> =>
  forEachAtOnce(items, async (item) => {
    const { username, body } = requestOf(item);
    const answer = await fetch(`${url}/api/v2/${call}`, {
      method: 'POST',
      headers: { ...credentials(username), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${call} was answered ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
  });

export const startSessions = (target: Target, users: readonly string[]): Promise<void> =>
  postForEach(target, 'sessionstart', users, (username) => ({ username, body: {} }));

/** A trail of this many stretches counts as full: it grows to MAX_STRETCHES, is condensed, and grows again. */
const FULL_TRAIL = MAX_STRETCHES - 10;

/**
 * Makes one user's session large: time on each of the paths, and a full trail. Resolves to the numbers of its paths and
 * of the stretches in its trail.
 */
export const growSession = async (
  server: DwellServer,
  username: string,
  paths: readonly Path[],
): Promise<{ readonly paths: number; readonly stretches: number }> => {
  const visit = async (path: Path): Promise<void> => {
    const body: KeepaliveBody = { visible: true, path };
    await postForEach(withApiKey(server), 'keepalive', [body], () => ({ username, body }));
  };
  for (const path of paths) await visit(path);
  const [session] = await server.listSessions(`?usernames[]=${username}`);
  if (!session) throw new Error(`${username} has no session`);
  const countStretches = async (): Promise<number> => (await server.findSession(session._id)).trail.length;
  let stretches = await countStretches();
  while (stretches < FULL_TRAIL) {
    for (const path of paths.slice(0, FULL_TRAIL - stretches)) await visit(path);
    stretches = await countStretches();
  }
  return { paths: paths.length, stretches };
};
