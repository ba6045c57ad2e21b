/** Throws a single error unchanged and several as one AggregateError. Does nothing if there is none. */
export const throwErrors = (errors: readonly unknown[]): void => {
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} failures, see errors`);
};

/**
 * Calls `attempt` for the items, one after the other, even if an earlier call failed. If any call failed, rejects at
 * the end, with the error that {@link throwErrors} throws.
 */
export const attemptEach = async <T>(
  items: Iterable<T>,
  attempt: (item: T) => Promise<unknown>,
): Promise<void> => {
  const errors: unknown[] = [];
  for (const item of items) {
    try {
      await attempt(item);
    } catch (error) {
      errors.push(error);
    }
  }
  throwErrors(errors);
};
