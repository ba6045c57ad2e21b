import type { Archive } from '../store/ports/archive.js';
import type { Kind } from './kinds.js';

/** A record that one store or both have under its key. */
export type Compared<T> =
  | { readonly verdict: 'same' | 'different'; readonly ours: T; readonly theirs: T }
  | { readonly verdict: 'missing'; readonly ours: T; readonly theirs?: undefined }
  | { readonly verdict: 'theirs alone'; readonly ours?: undefined; readonly theirs: T };

/**
 * Goes through the records of one kind of two stores side by side. What is written of those already given does not
 * come by again.
 * @param leftOut told the id of each of ours that can't be read.
 */
export async function* compareArchives<T>(
  kind: Kind<T>,
  ours: Archive,
  theirs: Archive,
  leftOut?: (id: string) => void,
): AsyncGenerator<Compared<T>, void> {
  const left = new Records(kind, ours, leftOut);
  const right = new Records(kind, theirs);
  try {
    let [our, their] = [await left.next(), await right.next()];
    while (our !== undefined || their !== undefined) {
      const order = compareKeys(kind, our, their);
      if (order > 0 && their !== undefined) {
        yield { verdict: 'theirs alone', theirs: their };
        their = await right.next();
      } else if (order < 0 && our !== undefined) {
        yield { verdict: 'missing', ours: our };
        our = await left.next();
      } else if (our !== undefined && their !== undefined) {
        yield { verdict: isSame(kind, our, their) ? 'same' : 'different', ours: our, theirs: their };
        [our, their] = [await left.next(), await right.next()];
      }
    }
  } finally {
    await Promise.all([left.end(), right.end()]);
  }
}

const compareKeys = <T>(kind: Kind<T>, our: T | undefined, their: T | undefined): number => {
  if (our === undefined) return 1;
  return their === undefined ? -1 : kind.compare(our, their);
};

const isSame = <T>(kind: Kind<T>, our: T, their: T): boolean =>
  JSON.stringify(kind.fieldsOf(our)) === JSON.stringify(kind.fieldsOf(their));

/** The records of one kind, one after the other. */
class Records<T> {
  private readonly portions: AsyncIterator<readonly T[]>;
  private portion: readonly T[] = [];
  private index = 0;
  private last: T | undefined;

  constructor(
    private readonly kind: Kind<T>,
    private readonly archive: Archive,
    leftOut?: (id: string) => void,
  ) {
    this.portions = kind.partOf(archive).read(leftOut)[Symbol.asyncIterator]();
  }

  async next(): Promise<T | undefined> {
    while (this.index >= this.portion.length) {
      const next = await this.portions.next();
      if (next.done) return undefined;
      this.portion = next.value;
      this.index = 0;
    }
    const record = this.portion[this.index++];
    // Else what is there would seem to be missing.
    if (this.last !== undefined && record !== undefined && this.kind.compare(this.last, record) >= 0) {
      throw new Error(`The ${this.kind.name} of ${this.archive.constructor.name} come in no order`);
    }
    this.last = record;
    return record;
  }

  async end(): Promise<void> {
    await this.portions.return?.();
  }
}
