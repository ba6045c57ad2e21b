import { ReportingError } from '@dwell/simulation';
import { UsageError } from './options.js';

/** Wrong options, as node:util's parseArgs tells them. */
const isParseArgsError = (error: unknown): boolean =>
  String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');

/**
 * Runs a command-line program: errors that its user can mend come without a stack, Ctrl+C aborts the signal.
 * The program's number is the exit code.
 */
export const run = async (usage: string, program: (stop: AbortSignal) => Promise<number>): Promise<never> => {
  const stop = new AbortController();
  const onSignal = (): void => {
    // A second signal ends it at once.
    process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
    stop.abort();
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    process.exit(await program(stop.signal));
  } catch (error) {
    if (error instanceof UsageError || isParseArgsError(error)) {
      console.error(`${(error as Error).message}\n${usage}`);
    } else if (error instanceof ReportingError) console.error(error.message);
    else console.error(error);
    process.exit(1);
  }
};
