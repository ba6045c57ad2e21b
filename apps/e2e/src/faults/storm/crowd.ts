import { setTimeout as wait } from 'node:timers/promises';
import type { TrackedPage } from './tracked-page.js';
import type { Happening } from './traffic.js';

/** One in WANDERERS pages has a user who goes from view to view. */
const WANDERERS = 10;

/**
 * How long a user who changes views stays on each view, in milliseconds. The first stay is a random part of this.
 */
const STAY_MS = 3_000;

const VIEWS = ['/orders', '/stock', '/customers'];

/** All pages of a run. */
export class Crowd {
  readonly pages: TrackedPage[] = [];
  /** The page and the time of each change of view. */
  readonly routeChanges: Happening[] = [];
  private readonly end = new AbortController();

  add(page: TrackedPage): void {
    if (this.pages.length % WANDERERS === 0) void this.wander(page);
    this.pages.push(page);
  }

  /**
   * Closes the pages one after the other, spread evenly over about `spreadMs`. Resolves to the time at which each
   * user's page was closed, in epoch milliseconds.
   */
  async close(spreadMs: number): Promise<ReadonlyMap<string, number>> {
    this.end.abort();
    const closedAt = new Map<string, number>();
    const closings: Promise<void>[] = [];
    for (const page of this.pages) {
      closedAt.set(page.username, Date.now());
      closings.push(Promise.resolve(page.close()));
      await wait(spreadMs / this.pages.length);
    }
    await Promise.all(closings);
    return closedAt;
  }

  private async wander({ username, navigate }: TrackedPage): Promise<void> {
    await wait(Math.random() * STAY_MS);
    for (let turn = 0; !this.end.signal.aborted; turn++) {
      this.routeChanges.push({ username, at: Date.now() });
      navigate(VIEWS[turn % VIEWS.length] ?? '/');
      await wait(STAY_MS);
    }
  }
}
