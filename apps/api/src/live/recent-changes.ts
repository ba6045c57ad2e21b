import type { EntryChange } from './picture.js';

/** The most changes that are kept for listeners that come back. */
export const MAX_RECENT_CHANGES = 10_000;

interface Batch {
  readonly number: number;
  readonly changes: readonly EntryChange[];
}

/** Keeps the latest batches of changes, so that a listener that was away for a moment gets only what it missed. */
export class RecentChanges {
  private batches: Batch[] = [];
  private size = 0;
  private latest = 0;

  /** The number of the latest batch of changes; 0 before the first batch. */
  get number(): number {
    return this.latest;
  }

  /** Adds a batch of changes. Forgets the oldest batches while there are more than MAX_RECENT_CHANGES changes. */
  add(changes: readonly EntryChange[]): void {
    this.batches.push({ number: ++this.latest, changes });
    this.size += changes.length;
    while (this.size > MAX_RECENT_CHANGES) this.size -= this.batches.shift()?.changes.length ?? 0;
  }

  /** Returns whether all batches after the batch with this number are kept. */
  has(number: number): boolean {
    return number <= this.latest && number >= this.latest - this.batches.length;
  }

  /**
   * Returns the changes after a batch, joined into one for each session. {@link has} must return true for the batch.
   */
  since(number: number): EntryChange[] {
    const joined = new Map<string, EntryChange>();
    for (const batch of this.batches.filter((batch) => batch.number > number)) {
      for (const change of batch.changes) {
        const { before } = joined.get(change.id) ?? change;
        joined.set(change.id, { ...change, before });
      }
    }
    return [...joined.values()];
  }
}
