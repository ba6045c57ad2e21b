import { Agent, request } from 'node:http';
import { USER_HEADER } from '@dwell/shared';
import type { DwellServer } from '@dwell/programs';

const agent = new Agent({ keepAlive: true });

/**
 * Sends one recording call over a connection that is kept open. Resolves to the status; rejects if there is no answer.
 */
export const post = (
  { url, reporterKey }: Pick<DwellServer, 'url' | 'reporterKey'>,
  call: string,
  user: string,
  body: object,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    request(
      `${url}/api/v2/${call}`,
      {
        agent,
        method: 'POST',
        headers: {
          authorization: `Bearer ${reporterKey}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          [USER_HEADER]: user,
        },
      },
      (answer) => {
        answer.resume().once('end', () => {
          resolve(answer.statusCode ?? 0);
        });
      },
    )
      .once('error', reject)
      .end(text);
  });
