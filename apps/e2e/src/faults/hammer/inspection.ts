import type { SessionAnswer } from '@dwell/shared';
import { type DwellServer, violationsOf } from '@dwell/programs';
import { brokenSpansOf, disagreementsOf } from './agreement.js';
import type { HammerUser } from './hammer-user.js';
import { lossesOf } from './losses.js';

/** The stored data after a run, and every problem found in it. */
export interface Inspection {
  readonly sessions: readonly SessionAnswer[];
  /** Users of whom an acknowledged ping, or visible time before it, is not stored. */
  readonly lost: readonly string[];
  /** Sessions with contradictory durations, and second or partly hidden sessions of always visible users. */
  readonly wrong: readonly string[];
  /** Users whose visible time differs between the statistics and their sessions. */
  readonly apart: readonly string[];
}

export interface InspectionOptions {
  /** An instant before the first session, in epoch seconds. */
  readonly since: number;
  /** Returns whether a user sent only visible pings: their session must be visible from start to last ping. */
  readonly alwaysVisible: (username: string) => boolean;
}

/** Reads all sessions and each user's statistics. Nothing may be written meanwhile. */
export const inspect = async (
  server: DwellServer,
  users: readonly HammerUser[],
  { since, alwaysVisible }: InspectionOptions,
): Promise<Inspection> => {
  const sessions = await server.listSessions();
  const usernames = [...new Set(sessions.map(({ username }) => username))];
  const statistics = await Promise.all(
    usernames.map(async (username) => [username, await server.visibleDurationOf(username, since)] as const),
  );
  const visible = users.filter(({ username }) => alwaysVisible(username));
  const others = users.filter(({ username }) => !alwaysVisible(username));
  return {
    sessions,
    lost: [
      ...lossesOf(visible, sessions, 'last ping and visible time'),
      ...lossesOf(others, sessions, 'last ping'),
    ],
    wrong: [
      ...violationsOf(sessions),
      ...brokenSpansOf(sessions.filter(({ username }) => alwaysVisible(username))),
    ],
    apart: disagreementsOf(sessions, new Map(statistics)),
  };
};

export const isSound = ({ lost, wrong, apart }: Inspection): boolean =>
  lost.length + wrong.length + apart.length === 0;

/**
 * Describes the result in a line, as `0 lost, 0 of 33 sessions wrong, statistics agree for 33 of 33 users`, followed by
 * the first ten problems.
 */
export const describeInspection = ({ sessions, lost, wrong, apart }: Inspection): string => {
  const users = new Set(sessions.map(({ username }) => username)).size;
  const line =
    `${lost.length} lost, ${wrong.length} of ${sessions.length} sessions wrong, ` +
    `statistics agree for ${users - apart.length} of ${users} users`;
  const problems = [...lost, ...wrong, ...apart].slice(0, 10).map((problem) => `  ${problem}`);
  return [line, ...problems].join('\n');
};
