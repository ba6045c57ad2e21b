import { describeFirstLogin } from './auth/users/first-login.js';
import { REPOSITORY_ROOT } from './platform/repository-root.js';
import { readSettings } from './platform/settings/read-settings.js';
import { explainStartError } from './platform/start-error.js';

/** Runs the server until a signal ends it: all of it in this process, or as the primary of several (WORKERS). */
export const runServer = async (): Promise<void> => {
  // Before the server is ready, a signal ends it at once. This needs listeners: the first process of a container
  // ignores signals by default.
  const leave = (): void => process.exit(0);
  process.once('SIGINT', leave).once('SIGTERM', leave);

  let madePassword: string | undefined;
  try {
    const settings = readSettings(process.env, REPOSITORY_ROOT);
    const notices = {
      onMadePassword: (password: string) => (madePassword = password),
      onWaiting: (database: string) => {
        process.stdout.write(`Waiting for ${database}, which does not answer yet …\n`);
      },
      warn: (line: string) => process.stderr.write(`${line}\n`),
    };
    const server =
      settings.workers > 1
        ? await (await import('./primary-process.js')).startProcesses(settings, notices)
        : await (await import('./server.js')).startServer(settings, notices);
    const notice = madePassword === undefined ? '' : describeFirstLogin(server.url, madePassword);
    // One write, so that no line of the log comes between.
    process.stdout.write(`${notice}Dwell is ready on ${server.url}\n`);
    const stop = (): void => {
      // A second signal ends the server without waiting for requests.
      process.once('SIGINT', () => process.exit(1)).once('SIGTERM', () => process.exit(1));
      void server.close().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`Dwell did not stop cleanly: ${String(error)}\n`);
          process.exit(1);
        },
      );
    };
    // Add the new listeners first: a signal that arrives without a listener is lost.
    process.once('SIGINT', stop).once('SIGTERM', stop);
    process.off('SIGINT', leave).off('SIGTERM', leave);
  } catch (error) {
    // With WORKERS, one process may have created the admin before another one failed to start.
    if (madePassword !== undefined) process.stdout.write(describeFirstLogin(undefined, madePassword));
    process.stderr.write(`${explainStartError(error).join('\n')}\n`);
    process.exitCode = 1;
  }
};
