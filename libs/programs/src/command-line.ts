import { parseDecimal } from '@dwell/shared';

/** Thrown when the command line is wrong; the message names the option and the values that it takes. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Returns the number that an option's text holds.
 * @throws UsageError when the text is no number, or the number is out of range
 */
export const numberOption = (
  name: string,
  text: string,
  { min, max, whole = true }: { min: number; max: number; whole?: boolean },
): number => {
  const value = parseDecimal(text) ?? NaN;
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new UsageError(
    `--${name} must be a ${whole ? 'whole number' : 'number'} from ${min} to ${max}, not "${text}"`,
  );
};

/** Recognizes the errors that parseArgs of node:util throws when the command line is wrong. */
const isParseArgsError = (error: unknown): boolean =>
  String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');

/**
 * Runs a command-line program, then ends the process with the exit code that the program returns.
 *
 * Ctrl+C, SIGTERM and SIGHUP abort `stop`. A second Ctrl+C or SIGTERM ends the process at once. When the program
 * throws, the exit code is 1: a wrong command line prints the message and `usage`, any other error prints the result of
 * `explain`.
 */
export const run = async (
  usage: string,
  program: (stop: AbortSignal) => Promise<number>,
  explain: (error: unknown) => unknown = (error) => error,
): Promise<never> => {
  const stop = new AbortController();
  const onSignal = (): void => {
    process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
    stop.abort();
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal).once('SIGHUP', onSignal);
  try {
    process.exit(await program(stop.signal));
  } catch (error) {
    const isUsage = error instanceof UsageError || isParseArgsError(error);
    console.error(isUsage ? `${(error as Error).message}\n${usage}` : explain(error));
    process.exit(1);
  }
};
