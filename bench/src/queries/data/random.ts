const UINT32 = 2 ** 32;

/**
 * Pseudo-random numbers that are the same on every machine for the same seeds. They have to be fast, because a fill
 * draws some hundred millions.
 */
export class Random {
  private state: number;

  constructor(...seeds: readonly number[]) {
    this.state = seeds.reduce((state, seed) => mix(Math.imul(state ^ seed, 0x9e3779b1) + 0x85ebca6b), 0);
  }

  /** Returns a number from [from, to), uniformly distributed. */
  between(from: number, to: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    return from + ((to - from) * (mix(this.state) >>> 0)) / UINT32;
  }

  /** Returns a whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.between(0, count));
  }

  chance(probability: number): boolean {
    return this.between(0, 1) < probability;
  }

  /**
   * Returns a positive number with the given median. The logarithm of number ÷ median is between -3 and 3 times
   * `spread`, and for two thirds of the numbers between -1 and 1 times.
   */
  skewed(median: number, spread: number): number {
    const near = this.between(-1, 1) + this.between(-1, 1) + this.between(-1, 1);
    return median * Math.exp(spread * near);
  }

  /** Returns an index of `cumulated`, whose values are the sums of the weights up to each index. */
  pick(cumulated: readonly number[]): number {
    const place = this.between(0, cumulated.at(-1) ?? 0);
    const index = cumulated.findIndex((sum) => place < sum);
    return Math.max(0, index);
  }
}

/** Mixes the bits of a 32-bit number, as the finalizer of mulberry32 does. */
const mix = (value: number): number => {
  const first = Math.imul(value ^ (value >>> 15), value | 1);
  const second = first ^ (first + Math.imul(first ^ (first >>> 7), first | 61));
  return second ^ (second >>> 14);
};
