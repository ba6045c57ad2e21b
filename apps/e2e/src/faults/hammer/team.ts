import { type DwellServer, formatInteger } from '@dwell/programs';
import { type HammerAnswer, HammerClient, type HammerCounts } from './hammer-client.js';
import type { HammerPing } from './pings.js';

export const SHARED_USER = 'shared';

/**
 * Returns the username of each client. Half of the clients are one user, who has one session; each other client is a
 * user of its own.
 */
const usersOf = (clients: number): string[] =>
  Array.from({ length: clients }, (_, index) => (index % 2 === 0 ? SHARED_USER : `alone-${index}`));

export const makeTeam = (
  clients: number,
  pingsOf: (username: string, index: number) => () => HammerPing,
): HammerClient[] =>
  usersOf(clients).map((username, index) => new HammerClient(username, pingsOf(username, index)));

export const hammerAll = async (
  team: readonly HammerClient[],
  servers: readonly DwellServer[],
  end: AbortSignal,
  onAnswer?: (answer: HammerAnswer) => void,
): Promise<HammerCounts> => {
  const all = await Promise.all(team.map((client) => client.hammer(servers, end, onAnswer)));
  return {
    answered: all.reduce((sum, { answered }) => sum + answered, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
  };
};

export const describe = ({ answered, failed }: HammerCounts): string =>
  `${formatInteger(answered)} requests answered, ${formatInteger(failed)} failed`;

export const verdict = (sound: boolean): number => {
  console.log(sound ? '\nSound: nothing was lost or counted twice.' : '\nVIOLATED: see above.');
  return sound ? 0 : 1;
};
