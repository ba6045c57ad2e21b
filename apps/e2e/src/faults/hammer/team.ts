import { type DwellServer, formatInteger } from '@dwell/programs';
import type { Answer } from './answer-log.js';
import { HammerClient } from './hammer-client.js';
import { HammerRelay } from './hammer-relay.js';
import { HammerUser } from './hammer-user.js';
import type { HammerPing } from './pings.js';
import { hammer, type HammerCounts, type Sender } from './sender.js';

export const SHARED_USER = 'shared';

/** Has a session of its own, with pings of one client and of all relays. */
export const VISIBLE_USER = 'visible';

/** Makes the function that chooses the pings of a user. `index` differs between all who send pings of a user. */
type PingsOf = (username: string, index: number) => () => HammerPing;

/** Those who send pings: clients with single calls, and relays with bodies of many pings. */
export interface Team {
  readonly senders: readonly Sender[];
  /** Each sender's users. A user comes once for each sender that sends the user's pings. */
  readonly users: readonly HammerUser[];
}

/**
 * Returns the username of each client. Half of the clients are one user, who has one session; each other client is a
 * user of its own, the first of them {@link VISIBLE_USER}.
 */
const usersOf = (clients: number): string[] =>
  Array.from({ length: clients }, (_, index) => {
    if (index % 2 === 0) return SHARED_USER;
    return index === 1 ? VISIBLE_USER : `alone-${index}`;
  });

export const makeClients = (clients: number, pingsOf: PingsOf): HammerClient[] =>
  usersOf(clients).map((username, index) => new HammerClient(username, pingsOf(username, index)));

/** Makes clients, and relays that send pings of all users of these clients. */
export const makeTeam = (
  { clients, relays }: { readonly clients: number; readonly relays: number },
  pingsOf: PingsOf,
): Team => {
  const alone = makeClients(clients, pingsOf);
  const usernames = [...new Set(usersOf(clients))];
  const together = Array.from({ length: relays }, (_, relay) =>
    usernames.map((username, index) => {
      const pings = pingsOf(username, clients + relay * usernames.length + index);
      return new HammerUser(username, pings);
    }),
  );
  return {
    senders: [...alone, ...together.map((members) => new HammerRelay(members))],
    users: [...alone, ...together.flat()],
  };
};

export const hammerAll = async <S extends Sender>(
  senders: readonly S[],
  servers: readonly DwellServer[],
  end: AbortSignal,
  onAnswer?: (answer: Answer<DwellServer, S>) => void,
): Promise<HammerCounts> => {
  const all = await Promise.all(senders.map((sender) => hammer(sender, servers, end, onAnswer)));
  return {
    answered: all.reduce((sum, { answered }) => sum + answered, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    pings: all.reduce((sum, { pings }) => sum + pings, 0),
  };
};

export const describe = ({ answered, failed, pings }: HammerCounts): string =>
  `${formatInteger(answered)} requests with ${formatInteger(pings)} pings answered, ${formatInteger(failed)} failed`;

export const verdict = (sound: boolean): number => {
  console.log(sound ? '\nSound: nothing was lost or counted twice.' : '\nVIOLATED: see above.');
  return sound ? 0 : 1;
};
