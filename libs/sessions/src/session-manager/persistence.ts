import { Operation } from './operation.js';

/** Persists one session, once at a time: two writers of the same data could end in the wrong order. */
export class Persistence {
  /** Only the first is under way. */
  private readonly queue: Operation[] = [];

  constructor(private readonly persist: () => Promise<void>) {}

  /** Persists after those before have come to their end. Does nothing for a listener that is just persisting. */
  async run(): Promise<void> {
    if (this.queue[0]?.isAround) return;
    const before = this.queue.at(-1);
    const operation = new Operation();
    this.queue.push(operation);
    await operation.start(async () => {
      try {
        if (before) await before.settled();
        await this.persist();
      } finally {
        this.queue.shift();
      }
    });
  }

  /** Resolves when nothing is being persisted, for a listener that is persisting at once. */
  async settled(): Promise<void> {
    for (let first = this.queue[0]; first && !first.isAround; first = this.queue[0]) await first.settled();
  }
}
