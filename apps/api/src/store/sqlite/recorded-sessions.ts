import type { SessionStore } from '../ports/session-store.js';
import type { Remote } from './connection/worker-rpc.js';
import { toSession } from './list/decode-session.js';
import { encodeChange } from './record/encode-session.js';
import { flatten } from './record/flat-changes.js';
import type { CommitMethods } from './workers/commit-worker.js';

/** The part of the session store that a recorder needs. It calls only the worker that commits. */
export type RecordedSessions = Pick<SessionStore, 'loadLatest' | 'commit'>;

export const recordedSessions = (committer: Remote<CommitMethods>): RecordedSessions => ({
  loadLatest: async (keys) => {
    const found = await committer.loadLatest(keys.map(({ hash }) => hash));
    return found.map((rows) => rows && toSession(rows));
  },
  commit: async (changes) => new Set(await committer.commit(flatten(changes.map(encodeChange)))),
});
