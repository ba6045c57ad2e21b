/** Lets only some pieces of work run at once; others wait in line, up to a number. */
export class Slots {
  private running = 0;
  private readonly line: (() => void)[] = [];

  constructor(
    private readonly max: number,
    private readonly maxWaiting: number,
  ) {}

  /**
   * Resolves, as soon as a slot is free, to the function that frees it again. Returns undefined if too many wait already.
   */
  enter(): Promise<() => void> | undefined {
    if (this.running < this.max) {
      this.running++;
      return Promise.resolve(this.leaveOnce());
    }
    if (this.line.length >= this.maxWaiting) return undefined;
    return new Promise((resolve) => {
      this.line.push(() => {
        resolve(this.leaveOnce());
      });
    });
  }

  private leaveOnce(): () => void {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.line.shift();
      if (next) next();
      else this.running--;
    };
  }
}
