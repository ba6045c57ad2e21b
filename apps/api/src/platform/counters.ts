/** What the server refuses or ends in order to protect itself. */
export type CounterName =
  | 'limited_by_key'
  | 'limited_by_user'
  | 'limited_by_address'
  | 'connections_refused'
  | 'large_bodies_refused'
  | 'lists_refused'
  | 'stalled_readers_ended'
  | 'live_refused'
  | 'slow_live_listeners_ended';

/** Counts events since the start of this process, by name. So far, only tests read the counts. */
export class Counters {
  private readonly counts = new Map<CounterName, number>();

  add(name: CounterName): void {
    this.counts.set(name, this.get(name) + 1);
  }

  get(name: CounterName): number {
    return this.counts.get(name) ?? 0;
  }
}
