export interface Timed {
  /** Epoch milliseconds. */
  readonly at: number;
}

interface Head<T> {
  readonly next: T;
  readonly rest: Iterator<T>;
}

/**
 * Merges streams that are in order of time into one, which is in order too. Takes elements from each stream only as
 * needed.
 */
export function* mergeByTime<T extends Timed>(streams: readonly Iterable<T>[]): Generator<T> {
  // The latest first, so that the earliest can be popped.
  const heads: Head<T>[] = [];
  const insert = (rest: Iterator<T>): void => {
    const step = rest.next();
    if (step.done) return;
    const next = step.value;
    let low = 0;
    for (let high = heads.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((heads[middle]?.next.at ?? 0) > next.at) low = middle + 1;
      else high = middle;
    }
    heads.splice(low, 0, { next, rest });
  };
  for (const stream of streams) insert(stream[Symbol.iterator]());
  for (let head = heads.pop(); head; head = heads.pop()) {
    yield head.next;
    insert(head.rest);
  }
}
