import { getEventListeners, setMaxListeners } from 'node:events';

/** A target of events that knows how many listeners it has. */
export class CountingTarget extends EventTarget {
  private readonly types = new Set<string>();

  get listenerCount(): number {
    return [...this.types].reduce((count, type) => count + getEventListeners(this, type).length, 0);
  }

  override addEventListener(...request: Parameters<EventTarget['addEventListener']>): void {
    const [type, , options] = request;
    this.types.add(type);
    // Node takes more than ten listeners with one signal for a leak.
    if (typeof options === 'object' && options.signal) setMaxListeners(0, options.signal);
    super.addEventListener(...request);
  }
}
