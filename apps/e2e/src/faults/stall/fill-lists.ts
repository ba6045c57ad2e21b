import type { DwellServer } from '@dwell/programs';
import { post } from './post.js';

const USERS = 1_000;
const VIEWS_EACH = 20;
const AT_ONCE = 32;

/**
 * Records so many sessions with long names that a list of them is larger than the buffers of a connection. Resolves to
 * the length of the list, in bytes.
 */
export const fillLists = async (server: DwellServer): Promise<number> => {
  const users = Array.from({ length: USERS }, (_, index) => `user-${index}`).values();
  const work = async (): Promise<void> => {
    for (const user of users) {
      await post(server, 'sessionstart', user, {});
      for (let view = 0; view < VIEWS_EACH; view++) {
        await post(server, 'keepalive', user, {
          visible: true,
          path: [`view ${view} ${'of many '.repeat(25)}`],
        });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const answer = await fetch(`${server.url}/api/v2/sessions`, {
    headers: { authorization: `Bearer ${server.analystKey}` },
  });
  return (await answer.arrayBuffer()).byteLength;
};
