/** Throws one error as it is, several as one AggregateError, and nothing where there is none. */
export function throwErrors(errors: readonly unknown[]): void {
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} failures, see errors`);
}

/** Attempts one after the other, whatever becomes of those before; then throws what failed, as throwErrors does. */
export async function attemptEach<T>(
  items: Iterable<T>,
  attempt: (item: T) => Promise<unknown>,
): Promise<void> {
  const errors: unknown[] = [];
  for (const item of items) {
    try {
      await attempt(item);
    } catch (error) {
      errors.push(error);
    }
  }
  throwErrors(errors);
}
