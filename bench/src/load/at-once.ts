/** How many items are worked on at once. */
const AT_ONCE = 64;

/** Calls `task` for each item, for several items at a time. @throws the first error that `task` throws */
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
