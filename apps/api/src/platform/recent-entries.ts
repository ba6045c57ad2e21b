import { LRUCache } from 'lru-cache';

/**
 * Returns a cache of the `max` entries that were used last. The cache takes memory as it fills: LRUCache's own option
 * `max` takes the memory for all entries at once, which is several megabytes for all caches of a server.
 */
export const recentEntries = <V extends NonNullable<unknown>>(max: number): LRUCache<string, V> =>
  new LRUCache({ maxSize: max, sizeCalculation: () => 1 });
