import type { Database, SessionChange } from '@dwell/api';
import type { DataSize } from './data-size.js';
import { foldSession } from './fold-session.js';
import { type PlannedSession, planSessions } from './plan.js';
import { Tally } from './tally.js';

/** While one commit is written by the thread of the database, this thread folds the sessions of the next one. */
const COMMITS_AT_ONCE = 2;

export interface FillOptions {
  readonly sessionsPerCommit: number;
  /** Is called after each commit with the number of sessions that are stored. */
  readonly onProgress?: (sessions: number) => void;
  /** Is called while the sums for charts are computed. */
  readonly onRebuilt?: (done: number, of: number) => void;
}

/**
 * Stores a data set, and computes the sums for charts. Resolves to an independent count of what the data set contains.
 * @throws Error if the database has sessions of the same users and clients
 */
export const fill = async ({ archive }: Database, size: DataSize, options: FillOptions): Promise<Tally> => {
  const tally = new Tally([0, Math.floor(size.users / 2), size.users - 1]);
  const commits: Promise<void>[] = [];
  let stored = 0;
  const commit = async (changes: readonly SessionChange[]): Promise<void> => {
    const conflicts = await archive.addSessions(changes);
    if (conflicts.size > 0) throw new Error('The database has sessions of the data set already');
    stored += changes.length;
    options.onProgress?.(stored);
  };
  let batch: PlannedSession[] = [];
  const changes = (): SessionChange[] => batch.toSorted(byUser).map(foldSession);
  for (const planned of planSessions(size)) {
    tally.add(planned);
    batch.push(planned);
    if (batch.length < options.sessionsPerCommit) continue;
    const running = commit(changes());
    // If the commit fails, an await below throws the error. Without this handler, it would be an unhandled rejection
    // until that await.
    running.catch(() => undefined);
    commits.push(running);
    batch = [];
    if (commits.length === COMMITS_AT_ONCE) await commits.shift();
  }
  await Promise.all([...commits, commit(changes())]);
  await archive.rebuild(options.onRebuilt);
  return tally;
};

/**
 * Orders the sessions of a commit by user. So SQLite changes the pages of its file with the time of one user one after
 * the other. In another order, its small cache would have to read and write the same pages again and again.
 */
const byUser = (a: PlannedSession, b: PlannedSession): number =>
  a.user - b.user || a.client - b.client || a.ordinal - b.ordinal;
