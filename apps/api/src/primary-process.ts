import { SystemClock } from './platform/clock.js';
import type { Settings } from './platform/settings/settings.js';
import { HttpProcesses } from './processes/http-processes.js';
import { RECORDER_CHANNEL, STORE_CHANNEL } from './processes/messages.js';
import { Recorder } from './recording/recorder.js';
import { shareRecorder } from './recording/shared-recorder.js';
import { openSharedWriter } from './store/open-database.js';

interface Notices {
  readonly onMadePassword: (password: string) => void;
  readonly onWaiting: (database: string) => void;
  /** Called with a line for whoever runs the server. */
  readonly warn: (line: string) => void;
}

/**
 * Starts a server of several processes: this one, the primary, records in the SQLite file, and `settings.workers`
 * others answer requests. The primary distributes the connections. On MongoDB the primary opens no database. Rejects
 * with a StoreUnusableError or an ExplainedError if the server can't start.
 */
export const startProcesses = async (
  settings: Settings,
  { onMadePassword, onWaiting, warn }: Notices,
): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const writer = await openSharedWriter(settings);
  const recorder = writer && new Recorder(writer.sessions, new SystemClock(), settings, writer.feed);
  let hasWaited = false;
  const processes = new HttpProcesses({
    share: (channelOf) => {
      if (!writer || !recorder) return () => undefined;
      const ends = [
        writer.serve(channelOf(STORE_CHANNEL)),
        shareRecorder(recorder, channelOf(RECORDER_CHANNEL)),
      ];
      return () => {
        for (const end of ends) end();
      };
    },
    onMadePassword,
    onWaiting: (database) => {
      // Each process waits, but one line is enough.
      if (!hasWaited) onWaiting(database);
      hasWaited = true;
    },
    warn,
  });
  const closeFile = async (): Promise<void> => {
    await recorder?.close();
    await writer?.close();
  };
  try {
    const url = await processes.start(settings.workers);
    return {
      url,
      close: async () => {
        const isClean = await processes.stop();
        await closeFile();
        if (!isClean) throw new Error('an HTTP process did not end in time, or failed');
      },
    };
  } catch (error) {
    processes.kill();
    await closeFile();
    throw error;
  }
};
