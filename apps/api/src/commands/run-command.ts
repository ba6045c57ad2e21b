import { StoreUnavailableError, StoreUnusableError } from '../store/ports/errors.js';
import { MigrationError } from './copy-archive.js';
import { UsageError } from '../platform/usage-error.js';

/** The exit code of a program that was stopped from the keyboard. */
const EXIT_INTERRUPTED = 130;

/**
 * Runs a command of a few words and ends the process: what went wrong is one clear line, and the exit code tells it.
 * The first Ctrl+C aborts the signal, a second one ends at once.
 */
export const runCommand = async (
  usage: string,
  command: (args: readonly string[], signal: AbortSignal) => Promise<void>,
): Promise<never> => {
  const stop = new AbortController();
  const onSignal = (): void => {
    process.once('SIGINT', () => process.exit(EXIT_INTERRUPTED));
    process.stderr.write('\nStopping after what is under way; Ctrl+C again stops at once.\n');
    stop.abort();
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    await command(process.argv.slice(2), stop.signal);
    return process.exit(0);
  } catch (error) {
    if (stop.signal.aborted) {
      process.stderr.write('\nStopped; run it again to go on.\n');
      return process.exit(EXIT_INTERRUPTED);
    }
    process.stderr.write(`\n${explain(error, usage).join('\n')}\n`);
    return process.exit(1);
  }
};

/** The stack only where the cause is not known. */
const explain = (error: unknown, usage: string): string[] => {
  if (error instanceof UsageError) return [error.message, usage];
  if (error instanceof MigrationError || error instanceof StoreUnusableError) {
    return [`It can't be done: ${error.message}`];
  }
  if (error instanceof StoreUnavailableError) {
    const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
    return [`It broke off: ${error.message}${cause}; run it again to go on`];
  }
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
};
