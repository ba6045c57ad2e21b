/** A command line that can't be followed; the message says what is wrong with it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The number in an option's text. @throws UsageError when it is none or out of range */
export const numberOption = (
  name: string,
  text: string,
  { min, max, whole = true }: { min: number; max: number; whole?: boolean },
): number => {
  const value = Number(text);
  if (text !== '' && value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new UsageError(
    `--${name} must be a ${whole ? 'whole number' : 'number'} from ${min} to ${max}, not "${text}"`,
  );
};
