import { attemptEach } from './attempts.js';
import { AwaitedEmitter } from './emitter.js';
import { Ending } from './operation.js';
import type { SessionLog } from './options.js';

export type UserId = string | number;

/** The events of a session. The manager emits each of them first, with the session as first argument. */
export interface ManagedSessionEvents<UserData = unknown> {
  started: [];
  identified: [userId: UserId, userData: UserData];
  /** The session will be destroyed, and is not persisted yet. */
  beforeDestroy: [];
  /** The session can't be found any more. Its user data, if any, was persisted before if the caller asked for it. */
  destroy: [];
}

/** The events of a manager. */
export interface SessionManagerEvents<UserData = unknown, Values extends object = Record<string, unknown>> {
  created: [session: ManagedSession<UserData, Values>];
  started: [session: ManagedSession<UserData, Values>];
  identified: [session: ManagedSession<UserData, Values>, userId: UserId, userData: UserData];
  /** The listener should save the session's user data now. */
  persistUserData: [session: ManagedSession<UserData, Values>];
  beforeDestroy: [session: ManagedSession<UserData, Values>];
  destroy: [session: ManagedSession<UserData, Values>];
}

/** The part of the manager that a session uses. */
export interface SessionOwner<UserData, Values extends object> {
  readonly log: SessionLog;
  emit<Event extends keyof SessionManagerEvents<UserData, Values>>(
    event: Event,
    ...args: SessionManagerEvents<UserData, Values>[Event]
  ): Promise<void>;
  isActive(): boolean;
  /** Persists the session if it is active and has user data. */
  persist(): Promise<void>;
  /** Resolves when nothing persists the session any more; at once for a listener that is persisting it. */
  persisted(): Promise<void>;
  /** Makes the session the last one that persistAllUserData persists. */
  moveToEnd(): void;
  /** Removes the session from the active ones. */
  forget(): void;
}

/**
 * One human who interacts with the system, with their data and values. `SessionManager.create` creates it. A method
 * that emits an event rejects if a listener fails: with the listener's error, or with an AggregateError of several.
 */
export class ManagedSession<
  UserData = unknown,
  Values extends object = Record<string, unknown>,
> extends AwaitedEmitter<ManagedSessionEvents<UserData>> {
  /** Undefined before setUser. */
  userId: UserId | undefined = undefined;
  /** Undefined before setUser. While it is undefined, the session is not persisted. */
  userData: UserData | undefined = undefined;

  private readonly values = new Map<keyof Values, Values[keyof Values]>();
  private readonly ending = new Ending((persists) => this.end(persists));

  constructor(
    /** Undefined if the session was created without a key. */
    readonly key: string | undefined,
    private readonly owner: SessionOwner<UserData, Values>,
  ) {
    super();
  }

  /** Attaches a value to the session, by reference. */
  set<Key extends keyof Values>(key: Key, value: Values[Key]): void {
    this.values.set(key, value);
  }

  get<Key extends keyof Values>(key: Key): Values[Key] | undefined {
    return this.values.get(key) as Values[Key] | undefined;
  }

  /** Declares the session ready for use. Emits "started". */
  async start(): Promise<void> {
    this.owner.log.debug('Session starts');
    await this.owner.emit('started', this);
    await this.emit('started');
  }

  /** Sets userId and userData, then emits "identified". */
  async setUser(userId: UserId, userData: UserData): Promise<void> {
    this.owner.log.debug('Session belongs to user %s', userId);
    this.userId = userId;
    this.userData = userData;
    await this.owner.emit('identified', this, userId, userData);
    await this.emit('identified', userId, userData);
  }

  /**
   * Persists the user data now: emits the manager's "persistUserData", if there is user data and the session is active.
   */
  async persistNow(): Promise<void> {
    await this.owner.persist();
    this.owner.moveToEnd();
  }

  /**
   * Destroys the session; if `persist` is true, persists its user data first. Emits "beforeDestroy" and "destroy". If
   * persisting or a listener of "beforeDestroy" fails, the session stays active, and destroy may be called again. A
   * second call emits nothing and waits for the first. The user data is persisted if one of the calls asks for it
   * before the first call has passed that step.
   */
  async destroy(persist = false): Promise<void> {
    if (this.ending.isRunning || this.owner.isActive()) await this.ending.run(persist);
  }

  private async end(persists: () => boolean): Promise<void> {
    this.owner.log.debug('Session ends');
    await this.owner.emit('beforeDestroy', this);
    await this.emit('beforeDestroy');
    await this.owner.persisted();
    if (persists()) await this.owner.persist();
    // Waits again, since persistNow may have been called in the meantime.
    await this.owner.persisted();
    this.owner.forget();
    // Destroying can't be tried again, so the session's listeners are called even if the manager's fail.
    await attemptEach([() => this.owner.emit('destroy', this), () => this.emit('destroy')], (emit) => emit());
  }
}
