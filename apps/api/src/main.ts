import './platform/node-version.js';
import 'reflect-metadata';
import { REPOSITORY_ROOT } from './platform/repository-root.js';
import { startServer } from './server.js';
import { readSettings } from './platform/settings/read-settings.js';
import { explainStartError } from './platform/start-error.js';

// Before the server is ready, a signal ends it at once. This needs listeners: the first process of a container
// ignores signals by default.
const leave = (): void => process.exit(0);
process.once('SIGINT', leave).once('SIGTERM', leave);

try {
  const settings = readSettings(process.env, REPOSITORY_ROOT);
  const server = await startServer(settings, {
    onMadePassword: (password) =>
      process.stdout.write(
        `\n  First start: log in as admin with the password ${password}\n  It is shown this once; change it in the dashboard.\n\n`,
      ),
    onWaiting: (database) => process.stdout.write(`Waiting for ${database}, which does not answer yet …\n`),
  });
  process.stdout.write(`Dwell is ready on ${server.url}\n`);
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
  process.stderr.write(`${explainStartError(error).join('\n')}\n`);
  process.exitCode = 1;
}
