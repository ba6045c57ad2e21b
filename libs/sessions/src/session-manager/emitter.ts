import { throwErrors } from './attempts.js';

/** Removes the listener. Further calls do nothing. */
export type Off = () => void;

/** Called with the arguments of an event. The emitter awaits the result. */
export type Listener<Args extends unknown[]> = (...args: Args) => unknown;

/**
 * Called with the name of an event, then its arguments. With one rest parameter, the name narrows the arguments' types.
 */
export type AnyListener<Events extends EventMap<Events>> = (
  ...args: { [Event in keyof Events]: [event: Event, ...args: Events[Event]] }[keyof Events]
) => unknown;

/**
 * An {@link AnyListener} that takes two parameters: the event's name and the event's first argument. TypeScript can't
 * derive the types of two parameters from AnyListener.
 */
export type BriefAnyListener<Events extends EventMap<Events>> = (
  event: keyof Events,
  first: Events[keyof Events][0],
) => unknown;

/** Maps each event's name to its arguments. */
export type EventMap<Events> = { [Event in keyof Events]: unknown[] };

interface Entry {
  readonly listener: (...args: never[]) => unknown;
  /** How many more times the listener is called; undefined: without limit. */
  timesLeft: number | undefined;
  /** Set when the listener is removed, so that an emission that has already started leaves it out. */
  isOff: boolean;
}

const ANY = Symbol('any event');

/** Emits events and waits for their listeners. */
export class AwaitedEmitter<Events extends EventMap<Events>> {
  private readonly listeners = new Map<keyof Events | typeof ANY, Set<Entry>>();

  on<Event extends keyof Events>(event: Event, listener: Listener<Events[Event]>): Off {
    return this.add(event, undefined, listener);
  }

  once<Event extends keyof Events>(event: Event, listener: Listener<Events[Event]>): Off {
    return this.add(event, 1, listener);
  }

  /**
   * Calls the listener the next `times` times that the event is emitted.
   * @throws RangeError if `times` is less than 1
   */
  many<Event extends keyof Events>(event: Event, times: number, listener: Listener<Events[Event]>): Off {
    if (!(times >= 1)) throw new RangeError('A listener must be called at least once');
    return this.add(event, times, listener);
  }

  /** Removes a listener that on, once or many added. If it was added several times, removes the first. */
  off<Event extends keyof Events>(event: Event, listener: Listener<Events[Event]>): void {
    this.removeFirst(event, listener);
  }

  /** Calls the listener for every event, before the event's own listeners. */
  onAny(listener: AnyListener<Events>): Off;
  // eslint-disable-next-line @typescript-eslint/unified-signatures -- one union would leave the parameters untyped
  onAny(listener: BriefAnyListener<Events>): Off;
  onAny(listener: Entry['listener']): Off {
    return this.add(ANY, undefined, listener);
  }

  /** Removes a listener that onAny added; without an argument, all of them. */
  offAny(listener?: AnyListener<Events> | BriefAnyListener<Events>): void {
    if (listener) this.removeFirst(ANY, listener);
    else for (const entry of this.entriesOf(ANY)) this.remove(ANY, entry);
  }

  /**
   * Starts the listeners in the order in which they were added, without waiting in between, and resolves when all have
   * finished. If one throws, those after it are not started; if one rejects, they are. In both cases emit waits for
   * the started ones, then rejects with the error, or with an AggregateError of several.
   */
  protected async emit<Event extends keyof Events>(event: Event, ...args: Events[Event]): Promise<void> {
    const started: Promise<unknown>[] = [];
    const call = (name: Event | typeof ANY, entry: Entry, values: unknown[]): void => {
      if (entry.isOff) return;
      if (entry.timesLeft !== undefined && --entry.timesLeft <= 0) this.remove(name, entry);
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

  private add(
    event: keyof Events | typeof ANY,
    timesLeft: number | undefined,
    listener: Entry['listener'],
  ): Off {
    if (typeof listener !== 'function') throw new TypeError('A listener must be a function');
    const entry: Entry = { listener, timesLeft, isOff: false };
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
    entry.isOff = true;
    this.listeners.get(event)?.delete(entry);
  }

  private entriesOf(event: keyof Events | typeof ANY): Entry[] {
    return [...(this.listeners.get(event) ?? [])];
  }
}
