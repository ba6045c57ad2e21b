import { fnv1a } from '@dwell/shared';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** Pseudo-random numbers that are the same on every machine for the same seeds. */
export class Random {
  private readonly generator: RandomGenerator;

  /** The same `seeds` give the same sequence; different ones almost always give a different one. */
  constructor(...seeds: readonly (string | number)[]) {
    this.generator = xoroshiro128plus(fnv1a(seeds.join('\0')));
  }

  /** Returns a number from [from, to), uniformly distributed. */
  between(from: number, to: number): number {
    return from + (to - from) * uniformFloat64(this.generator);
  }

  chance(probability: number): boolean {
    return this.between(0, 1) < probability;
  }

  /** Returns a number mostly within `spread` of `mean`, and always within three times that. */
  near(mean: number, spread: number): number {
    return mean + spread * (this.between(-1, 1) + this.between(-1, 1) + this.between(-1, 1));
  }

  /** Returns a positive number with the given median. With `spread` 1 many are small and a few very large. */
  skewed(median: number, spread: number): number {
    return median * Math.exp(this.near(0, spread));
  }

  /** Returns one of `options`, with a probability in proportion to its weight. */
  pick<T>(options: readonly T[], weightOf: (option: T) => number): T {
    let left = this.between(
      0,
      options.reduce((sum, option) => sum + weightOf(option), 0),
    );
    for (const option of options) {
      left -= weightOf(option);
      if (left < 0) return option;
    }
    const last = options.at(-1);
    if (last === undefined) throw new Error('Nothing to pick from');
    return last;
  }

  /** Returns 16 lower-case hexadecimal digits. */
  id(): string {
    const part = () => (this.generator.next() >>> 0).toString(16).padStart(8, '0');
    return part() + part();
  }
}
