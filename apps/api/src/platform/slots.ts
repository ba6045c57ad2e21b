/** How much of the slots, and of the places in line, one holder may have. */
export interface Share {
  readonly holder: string;
  /** The part of the slots, and of the places in line: more than 0, at most 1. */
  readonly part: number;
}

interface Waiting {
  readonly shares: readonly Share[];
  readonly start: () => void;
}

/** Counts the slots, or the places in line, that are taken: in all, and by each holder. */
class Places {
  private taken = 0;
  private readonly byHolder = new Map<string, number>();

  constructor(private readonly max: number) {}

  hasRoom(shares: readonly Share[]): boolean {
    return (
      this.taken < this.max &&
      shares.every(
        ({ holder, part }) => (this.byHolder.get(holder) ?? 0) < Math.max(1, Math.floor(this.max * part)),
      )
    );
  }

  add(shares: readonly Share[], count: 1 | -1): void {
    this.taken += count;
    for (const { holder } of shares) {
      const held = (this.byHolder.get(holder) ?? 0) + count;
      if (held > 0) this.byHolder.set(holder, held);
      else this.byHolder.delete(holder);
    }
  }
}

/**
 * Lets only a fixed number of tasks run at once. Further tasks wait in line, up to a number. No holder has more than
 * its share of the running tasks, or of the line, but each may have one. A task that waits because its holder's share
 * is used up is overtaken by tasks behind it.
 */
export class Slots {
  private readonly running: Places;
  private readonly places: Places;
  private readonly line = new Set<Waiting>();

  constructor(max: number, maxWaiting: number) {
    this.running = new Places(max);
    this.places = new Places(maxWaiting);
  }

  /**
   * Resolves, as soon as a slot is free, to the function that frees it again. Returns undefined if too many tasks wait
   * already, in all or for one of these holders.
   * @param shares the shares of all holders for which the task counts
   */
  enter(shares: readonly Share[] = []): Promise<() => void> | undefined {
    if (this.running.hasRoom(shares)) return Promise.resolve(this.start(shares));
    if (!this.places.hasRoom(shares)) return undefined;
    this.places.add(shares, 1);
    return new Promise((resolve) => {
      this.line.add({
        shares,
        start: () => {
          resolve(this.start(shares));
        },
      });
    });
  }

  private start(shares: readonly Share[]): () => void {
    this.running.add(shares, 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.running.add(shares, -1);
      this.startWaiting();
    };
  }

  private startWaiting(): void {
    for (const waiting of this.line) {
      if (!this.running.hasRoom([])) return;
      if (!this.running.hasRoom(waiting.shares)) continue;
      this.line.delete(waiting);
      this.places.add(waiting.shares, -1);
      waiting.start();
    }
  }
}
