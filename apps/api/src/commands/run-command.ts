import '../platform/node-version.js';
import '../platform/private-files.js';
import { parseArgs } from 'node:util';
import { nameSourcesInStacks } from '../platform/stack-traces.js';
import { UsageError } from '../platform/usage-error.js';
import { StoreUnavailableError, StoreUnusableError } from '../store/ports/errors.js';

/** The exit code of a program that was stopped from the keyboard. */
const EXIT_INTERRUPTED = 130;

/** Thrown when a command can't do its work. The message is one clear line. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** The names of a command's options, each of which takes a value. */
interface OptionNames<R extends string, O extends string> {
  readonly required?: readonly R[];
  readonly optional?: readonly O[];
}

type Options<R extends string, O extends string> = Readonly<Record<R, string> & Partial<Record<O, string>>>;

/**
 * Runs a command and ends the process. If it fails for a known reason, prints the reason in one clear line (for a wrong
 * command line, the usage too); for an unknown one, prints the stack. Both give exit code 1. The first Ctrl+C or
 * SIGTERM aborts the signal, a further Ctrl+C ends the process at once.
 */
export const runCommand = async <R extends string = never, O extends string = never>(
  usage: string,
  names: OptionNames<R, O>,
  command: (options: Options<R, O>, signal: AbortSignal) => Promise<void>,
): Promise<never> => {
  nameSourcesInStacks();
  const stop = new AbortController();
  const onSignal = (): void => {
    process.once('SIGINT', () => process.exit(EXIT_INTERRUPTED));
    process.stderr.write('\nStopping after the current portion. Press Ctrl+C again to stop at once.\n');
    stop.abort();
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    await command(readOptions(process.argv.slice(2), names), stop.signal);
    return process.exit(0);
  } catch (error) {
    if (stop.signal.aborted) {
      process.stderr.write('\nStopped. Run the command again to continue.\n');
      return process.exit(EXIT_INTERRUPTED);
    }
    process.stderr.write(`\n${explain(error, usage)}\n`);
    return process.exit(1);
  }
};

/** @throws UsageError */
const readOptions = <R extends string, O extends string>(
  args: readonly string[],
  { required = [], optional = [] }: OptionNames<R, O>,
): Options<R, O> => {
  const given = parse(args, [...required, ...optional]);
  const missing = required.find((name) => !given[name]);
  if (missing) throw new UsageError(`--${missing} is missing`);
  return given as Options<R, O>;
};

const parse = (args: readonly string[], names: readonly string[]): Record<string, string | undefined> => {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // The error's message would repeat the arguments, which may contain a password.
    const known = names.map((name) => `--${name} VALUE`).join(', ');
    throw new UsageError(`the options are ${known}`, { cause: error });
  }
};

/** Returns the text that the command prints for an error. Only the text for an unexpected error has a stack trace. */
const explain = (error: unknown, usage: string): string => {
  if (error instanceof UsageError) return `${error.message}\n${usage}`;
  if (error instanceof CommandError || error instanceof StoreUnusableError) {
    return `It can't be done: ${error.message}`;
  }
  if (error instanceof StoreUnavailableError) {
    const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
    return `It failed: ${error.message}${cause}. Run the command again to continue.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};
