import { mergeByTime, pingsOf, play, Reporter } from '@dwell/simulation';
import type { History } from './fill.js';

/**
 * Lets the people of a history go on from its end, at real time and over HTTP, until `signal` ends it.
 * @throws ReportingError when the server does not take the key.
 */
export const goOnLiving = async (
  { people, until, simulation }: History,
  server: { readonly url: string; readonly apiKey: string },
  signal: AbortSignal,
): Promise<void> => {
  const { keepaliveIntervalMs } = simulation;
  const reporter = new Reporter({ ...server, keepaliveIntervalMs, speed: 1 });
  const pings = mergeByTime(people.map((person) => pingsOf(person, until, simulation)));
  await play(pings, {
    from: Date.now(),
    speed: 1,
    signal,
    send: (ping) => reporter.send(ping),
  });
};
