import { parseArgs } from 'node:util';
import { UsageError } from '../platform/usage-error.js';

/**
 * The values of a command's options, each of them text. `defaults` has those that need not be given.
 * @throws UsageError
 */
export const readOptions = <N extends string>(
  args: readonly string[],
  names: readonly N[],
  defaults: Partial<Record<N, string>> = {},
): Record<N, string> => {
  const given = parse(args, names);
  const values = names.map((name) => {
    const value = given[name] ?? defaults[name];
    if (value === undefined || value === '') throw new UsageError(`--${name} is missing`);
    return [name, value];
  });
  return Object.fromEntries(values) as Record<N, string>;
};

const parse = <N extends string>(
  args: readonly string[],
  names: readonly N[],
): Partial<Record<N, string>> => {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    return parseArgs({ args: [...args], options }).values as Partial<Record<N, string>>;
  } catch (error) {
    // Its message would repeat what was given, which may hold a password.
    const known = names.map((name) => `--${name} VALUE`).join(', ');
    throw new UsageError(`the options are ${known}`, { cause: error });
  }
};
