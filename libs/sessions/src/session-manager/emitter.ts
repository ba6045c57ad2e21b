import { throwErrors } from './attempts.js';

/** Stops listening; calling it again does nothing. */
export type Off = () => void;

/** Called with the arguments of an event; what it returns is awaited. */
export type Listener<Args extends unknown[]> = (...args: Args) => unknown;

/** Called with the name of any event, then its arguments: all of them in one rest parameter, which the name narrows. */
export type AnyListener<Events extends EventMap<Events>> = (
  ...args: { [Event in keyof Events]: [event: Event, ...args: Events[Event]] }[keyof Events]
) => unknown;

/** The same with parameters of their own for the name and the first argument, which TypeScript does not derive. */
export type BriefAnyListener<Events extends EventMap<Events>> = (
  event: keyof Events,
  first: Events[keyof Events][0],
) => unknown;

/** The arguments of each event by its name. */
export type EventMap<Events> = { [Event in keyof Events]: unknown[] };

interface Entry {
  readonly listener: (...args: never[]) => unknown;
  /** How many more times it is called; 0 once it is off, so that an emission under way leaves it out. */
  left: number;
}

const ANY = Symbol('any event');

/** Events whose listeners are awaited by what emits them. */
export class AwaitedEmitter<Events extends EventMap<Events>> {
  private readonly listeners = new Map<keyof Events | typeof ANY, Set<Entry>>();

  on<Event extends keyof Events>(event: Event, listener: Listener<Events[Event]>): Off {
    return this.add(event, Infinity, listener);
  }

  once<Event extends keyof Events>(event: Event, listener: Listener<Events[Event]>): Off {
    return this.add(event, 1, listener);
  }

  /** Listens `times` times, at least once. */
  many<Event extends keyof Events>(event: Event, times: number, listener: Listener<Events[Event]>): Off {
    if (!(times >= 1)) throw new RangeError('A listener is called at least once');
    return this.add(event, times, listener);
  }

  /** Takes off a listener that was added by on, once or many; of one that was added twice, the first. */
  off<Event extends keyof Events>(event: Event, listener: Listener<Events[Event]>): void {
    this.removeFirst(event, listener);
  }

  /** Listens to every event; such listeners are called before those of the event. */
  onAny(listener: AnyListener<Events>): Off;
  // eslint-disable-next-line @typescript-eslint/unified-signatures -- one union would leave the parameters untyped
  onAny(listener: BriefAnyListener<Events>): Off;
  onAny(listener: Entry['listener']): Off {
    return this.add(ANY, Infinity, listener);
  }

  /** Takes off a listener of every event, or all such listeners. */
  offAny(listener?: AnyListener<Events> | BriefAnyListener<Events>): void {
    if (listener) this.removeFirst(ANY, listener);
    else for (const entry of this.entriesOf(ANY)) this.remove(ANY, entry);
  }

  /**
   * Starts the listeners in the order in which they were added, without waiting in between, and resolves when all have
   * finished. One that throws stops those after it, one that rejects does not; then it rejects as throwErrors throws.
   */
  protected async emit<Event extends keyof Events>(event: Event, ...args: Events[Event]): Promise<void> {
    const started: Promise<unknown>[] = [];
    const call = (name: Event | typeof ANY, entry: Entry, values: unknown[]): void => {
      if (entry.left === 0) return;
      entry.left -= 1;
      if (entry.left === 0) this.remove(name, entry);
      started.push(Promise.resolve((entry.listener as Listener<unknown[]>)(...values)));
    };
    const [any, own] = [this.entriesOf(ANY), this.entriesOf(event)];
    try {
      for (const entry of any) call(ANY, entry, [event, ...args]);
      for (const entry of own) call(event, entry, args);
    } catch (error) {
      started.push(Promise.reject(error));
    }
    const outcomes = await Promise.allSettled(started);
    throwErrors(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : [])));
  }

  private add(event: keyof Events | typeof ANY, left: number, listener: Entry['listener']): Off {
    if (typeof listener !== 'function') throw new TypeError('A listener must be a function');
    const entry: Entry = { listener, left };
    const entries = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, entries.add(entry));
    return () => {
      this.remove(event, entry);
    };
  }

  private removeFirst(event: keyof Events | typeof ANY, listener: Entry['listener']): void {
    const entry = this.entriesOf(event).find((one) => one.listener === listener);
    if (entry) this.remove(event, entry);
  }

  private remove(event: keyof Events | typeof ANY, entry: Entry): void {
    entry.left = 0;
    this.listeners.get(event)?.delete(entry);
  }

  private entriesOf(event: keyof Events | typeof ANY): Entry[] {
    return [...(this.listeners.get(event) ?? [])];
  }
}
