import { tmpdir } from 'node:os';
import type { RecordingRequest } from '../recording/key-draft.js';
import { Recorder } from '../recording/recorder.js';
import { keyOf } from '../store/model/session-key.js';
import { readSettings } from '../platform/settings/read-settings.js';
import { openDatabase } from '../store/open-database.js';
import { FakeClock } from './fake-clock.js';

/** A request that is recorded as if the server had received it in the past. */
export interface PastRequest {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly username: string;
  /** Default: the same client for all requests of the user. */
  readonly client?: string;
  readonly request: RecordingRequest;
}

/**
 * Creates the SQLite file that a server with default settings would have after these requests. Rejects if a ping has no
 * active session.
 */
export const recordHistory = async (file: string, requests: readonly PastRequest[]): Promise<void> => {
  const settings = readSettings({ DATABASE_URL: `file:${file}` }, tmpdir());
  const database = await openDatabase(settings);
  try {
    const clock = new FakeClock();
    const recorder = new Recorder(database.sessions, clock, settings);
    const inOrder = requests.toSorted((a, b) => a.at - b.at);
    const outcomes = await Promise.all(
      inOrder.map(({ at, username, client = 'only', request }) => {
        clock.set(at);
        return recorder.record(keyOf(username, client), request);
      }),
    );
    const lost = inOrder[outcomes.findIndex(({ recorded }) => !recorded)];
    if (lost) throw new Error(`${lost.username} had no session at ${new Date(lost.at).toISOString()}`);
  } finally {
    await database.close();
  }
};
