import { reportInvariants } from '../figures/invariants.js';
import type { Result } from '../load/rounds.js';
import type { ChildServer } from '../servers/child-server.js';
import type { DwellServer } from '../servers/dwell-server.js';

/** Shows the servers' memory and checks what they stored; 1 when a request failed or a session is wrong. */
export const conclude = async (
  results: readonly Result[],
  dwells: readonly DwellServer[],
  others: readonly ChildServer[],
): Promise<number> => {
  let sound = results.every((result) => result.median.failures === 0);
  if (!sound) console.log('Some requests failed: the figures are worth nothing.');
  for (const server of dwells) {
    console.log(`memory of Dwell (RSS): ${(await server.residentMb()).toFixed(0)} MB`);
    sound = reportInvariants(await server.listSessions()) && sound;
  }
  await Promise.all([...dwells, ...others].map((server) => server.stop()));
  return sound ? 0 : 1;
};
