export interface IndexSum {
  readonly index: number;
  readonly ms: number;
  readonly visits: number;
}

/** A map is used instead of arrays if an index can be this large or larger. */
const MOST_IN_ARRAYS = 2_000_000;

/** Sums by index. If the indexes can be large, most of them have no sum: then a map takes less memory than arrays. */
export class IndexSums {
  /**
   * For each index two numbers, the time and the visits. They are next to each other because the indexes come in no
   * order: so the processor loads one line of memory for both.
   */
  private sums = new Float64Array(0);
  private map: Map<number, { ms: number; visits: number }> | undefined;

  /** Makes room for indexes below `size`. */
  reach(size: number): void {
    if (2 * size <= this.sums.length || this.map) return;
    const before = this.entries();
    if (size > MOST_IN_ARRAYS) this.map = new Map();
    this.sums = new Float64Array(this.map ? 0 : 2 * size);
    for (const { index, ms, visits } of before) this.add(index, ms, visits);
  }

  add(index: number, ms: number, visits: number): void {
    if (this.map) {
      const sum = this.map.get(index);
      if (sum) {
        sum.ms += ms;
        sum.visits += visits;
      } else {
        this.map.set(index, { ms, visits });
      }
      return;
    }
    const { sums } = this;
    const at = 2 * index;
    sums[at] = (sums[at] ?? 0) + ms;
    sums[at + 1] = (sums[at + 1] ?? 0) + visits;
  }

  /** Returns the sums that have time. */
  entries(): IndexSum[] {
    const entries: IndexSum[] = [];
    for (const [index, { ms, visits }] of this.map ?? []) if (ms !== 0) entries.push({ index, ms, visits });
    for (let at = 0; at < this.sums.length; at += 2) {
      const ms = this.sums[at] ?? 0;
      if (ms !== 0) entries.push({ index: at / 2, ms, visits: this.sums[at + 1] ?? 0 });
    }
    return entries;
  }
}
