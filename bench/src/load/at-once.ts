/** Requests under way at once. */
const AT_ONCE = 64;

/** Does something for each item, for some of them at a time. @throws what it throws first */
export const forEachAtOnce = async <T>(
  items: readonly T[],
  task: (item: T) => Promise<void>,
): Promise<void> => {
  const queue = items.values();
  const work = async (): Promise<void> => {
    for (const item of queue) await task(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
};
