import { MongoClient } from 'mongodb';

/** The fields of a stored session that count its writes. */
export interface WrittenSession {
  readonly revision: number;
  /** The number of the latest commit that changed the session, for each process. */
  readonly commits: readonly { readonly by: string; readonly n: number }[];
}

export interface Commits {
  /** The number of commits of all processes so far. */
  readonly commits: number;
  /** The sessions that all these commits wrote. A session counts once for each commit that wrote it. */
  readonly written: number;
}

export const countCommits = (sessions: readonly WrittenSession[]): Commits => {
  const latest = new Map<string, number>();
  for (const { by, n } of sessions.flatMap(({ commits }) => commits)) {
    latest.set(by, Math.max(n, latest.get(by) ?? 0));
  }
  return {
    commits: [...latest.values()].reduce((sum, n) => sum + n, 0),
    written: sessions.reduce((sum, { revision }) => sum + revision, 0),
  };
};

/** Reads from the sessions of a database how many commits there were, and how many sessions these wrote. */
export const readCommits = async (databaseUrl: string): Promise<Commits> => {
  const client = new MongoClient(databaseUrl);
  try {
    const sessions = client.db().collection<WrittenSession & { readonly _id: string }>('Default_session');
    return countCommits(await sessions.find({}, { projection: { revision: 1, commits: 1 } }).toArray());
  } finally {
    await client.close();
  }
};

export const describeBatches = (before: Commits, after: Commits): string =>
  `Dwell wrote ${((after.written - before.written) / (after.commits - before.commits)).toFixed(1)} sessions in a commit on average`;
