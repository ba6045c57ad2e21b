import cluster from 'node:cluster';
import { REPOSITORY_ROOT } from './platform/repository-root.js';
import { readSettings } from './platform/settings/read-settings.js';
import { explainStartError } from './platform/start-error.js';
import { PrimaryLink } from './processes/primary-link.js';
import { RecorderClient } from './recording/shared-recorder.js';
import { type RunningServer, startServer } from './server.js';
import { isSqlite, openDatabase } from './store/open-database.js';

/**
 * Runs one of the processes that answer requests, in a server of several processes (WORKERS). When the primary ends,
 * cluster ends this process at once. The requests that it has not answered are not acknowledged.
 */
export const runHttpProcess = async (): Promise<void> => {
  let server: RunningServer | undefined;
  let isStopping = false;
  const stop = (): void => {
    if (!server) process.exit(0);
    if (isStopping) return;
    isStopping = true;
    void server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`An HTTP process did not stop cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  // An error means that the primary has just ended: a message to it can't be sent, and cluster is about to end this
  // process.
  cluster.worker?.on('error', () => process.exit(1));
  const primary = new PrimaryLink(stop);
  try {
    let madePassword: string | undefined;
    const settings = readSettings(process.env, REPOSITORY_ROOT);
    // On MongoDB each process records by itself.
    const recorder = isSqlite(settings) ? new RecorderClient(primary.recorder) : undefined;
    server = await startServer(settings, {
      recorder,
      siblings: primary,
      open: (settings, clock) => openDatabase(settings, clock, primary.store),
      onMadePassword: (password) => (madePassword = password),
      onWaiting: (database) => {
        primary.reportWaiting(database);
      },
    });
    primary.reportStarted({ url: server.url, madePassword });
  } catch (error) {
    await primary.reportFailed(explainStartError(error));
    process.exit(1);
  }
};
