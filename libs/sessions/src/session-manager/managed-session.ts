import { attemptEach } from './attempts.js';
import { AwaitedEmitter } from './emitter.js';
import { Ending } from './operation.js';
import type { SessionLog } from './options.js';
import type { SessionManagerEvents } from './session-manager.js';

export type UserId = string | number;

/** The events of one session; the manager emits each before, with the session as the first argument. */
export interface ManagedSessionEvents<UserData = unknown> {
  started: [];
  identified: [userId: UserId, userData: UserData];
  /** The session is about to be destroyed, and not yet persisted. */
  beforeDestroy: [];
  /** It was persisted, if that was asked for, and is forgotten. */
  destroy: [];
}

/** What a session may do with its manager. */
export interface SessionOwner<UserData, Values extends object> {
  readonly log: SessionLog;
  emit<Event extends keyof SessionManagerEvents<UserData, Values>>(
    event: Event,
    ...args: SessionManagerEvents<UserData, Values>[Event]
  ): Promise<void>;
  isActive(): boolean;
  /** Persists the session if it is active and has user data. */
  persist(): Promise<void>;
  /** Resolves when the session is not being persisted. */
  persisted(): Promise<void>;
  /** Persists the session last when all are persisted. */
  moveToEnd(): void;
  forget(): void;
}

/**
 * One human who interacts with the system, and all that belongs to them; made by `SessionManager.create`.
 * What emits an event rejects when a listener fails: with its error, or with an AggregateError of several.
 */
export class ManagedSession<
  UserData = unknown,
  Values extends object = Record<string, unknown>,
> extends AwaitedEmitter<ManagedSessionEvents<UserData>> {
  /** Undefined until setUser. */
  userId: UserId | undefined = undefined;
  /** Undefined until setUser; persisted unless it is undefined. */
  userData: UserData | undefined = undefined;

  private readonly values = new Map<keyof Values, Values[keyof Values]>();
  private readonly ending = new Ending((persists) => this.end(persists));

  constructor(
    /** Undefined where the session can't be looked up. */
    readonly key: string | undefined,
    private readonly owner: SessionOwner<UserData, Values>,
  ) {
    super();
  }

  /** Keeps a value, by reference, to share it wherever the session is passed to. */
  set<Key extends keyof Values>(key: Key, value: Values[Key]): void {
    this.values.set(key, value);
  }

  get<Key extends keyof Values>(key: Key): Values[Key] | undefined {
    return this.values.get(key) as Values[Key] | undefined;
  }

  /** Tells that the session can be used. Emits "started". */
  async start(): Promise<void> {
    this.owner.log.debug('Session starts');
    await this.owner.emit('started', this);
    await this.emit('started');
  }

  /** Says who the user is. Emits "identified"; userId and userData are set before. */
  async setUser(userId: UserId, userData: UserData): Promise<void> {
    this.owner.log.debug('Session belongs to user %s', userId);
    this.userId = userId;
    this.userData = userData;
    await this.owner.emit('identified', this, userId, userData);
    await this.emit('identified', userId, userData);
  }

  /** Persists the user data now. Emits the manager's "persistUserData", unless there is none or it was destroyed. */
  async persistNow(): Promise<void> {
    await this.owner.persist();
    this.owner.moveToEnd();
  }

  /**
   * Destroys the session, and persists its user data before if `persist` is true. Emits "beforeDestroy" and "destroy".
   * If persisting or a "beforeDestroy" listener fails the session stays active, and destroy may be called again.
   * A second call emits nothing and waits for the first; unless that is past it, the user data is persisted if one of
   * them asks for it.
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
    // Somebody may have asked to persist it meanwhile.
    await this.owner.persisted();
    this.owner.forget();
    // Nobody can ask again, so the session's listeners get their turn whatever becomes of the manager's.
    await attemptEach([() => this.owner.emit('destroy', this), () => this.emit('destroy')], (emit) => emit());
  }
}
