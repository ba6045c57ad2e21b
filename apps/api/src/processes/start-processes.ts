import type { Settings } from '../platform/settings/settings.js';
import { openSharedWriter } from '../store/open-database.js';
import { HttpProcesses } from './http-processes.js';

interface Notices {
  readonly onMadePassword: (password: string) => void;
  readonly onWaiting: (database: string) => void;
  /** Called with a line for whoever runs the server. */
  readonly warn: (line: string) => void;
}

/**
 * Starts a server of several processes: this one, the primary, writes the SQLite file, and `settings.workers` others
 * answer requests. The primary distributes the connections. On MongoDB the primary opens no database.
 * Rejects with a StoreUnusableError or an ExplainedError if the server can't start.
 */
export const startProcesses = async (
  settings: Settings,
  { onMadePassword, onWaiting, warn }: Notices,
): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const writer = await openSharedWriter(settings);
  let hasWaited = false;
  const processes = new HttpProcesses({
    share: (channel) => writer?.serve(channel) ?? (() => undefined),
    onWaiting: (database) => {
      // Each process waits, but one line is enough.
      if (!hasWaited) onWaiting(database);
      hasWaited = true;
    },
    warn,
  });
  try {
    const { url, madePassword } = await processes.start(settings.workers);
    if (madePassword !== undefined) onMadePassword(madePassword);
    return {
      url,
      close: async () => {
        const isClean = await processes.stop();
        await writer?.close();
        if (!isClean) throw new Error('an HTTP process did not end in time, or failed');
      },
    };
  } catch (error) {
    processes.kill();
    await writer?.close();
    throw error;
  }
};
