import { ActiveSessions } from './active-sessions.js';
import { attemptEach } from './attempts.js';
import { AwaitedEmitter } from './emitter.js';
import { ManagedSession, type UserId } from './managed-session.js';
import { Ending, Operation } from './operation.js';
import { logOf, persistenceSettingsOf } from './options.js';
import type { SessionLog, SessionManagerApis, SessionManagerOptions } from './options.js';
import { Persistence } from './persistence.js';

/** The events of a manager; those that a session has too come here first. */
export interface SessionManagerEvents<UserData = unknown, Values extends object = Record<string, unknown>> {
  created: [session: ManagedSession<UserData, Values>];
  started: [session: ManagedSession<UserData, Values>];
  identified: [session: ManagedSession<UserData, Values>, userId: UserId, userData: UserData];
  /** Time to write the session's user data to where it is kept. */
  persistUserData: [session: ManagedSession<UserData, Values>];
  beforeDestroy: [session: ManagedSession<UserData, Values>];
  destroy: [session: ManagedSession<UserData, Values>];
}

/**
 * Keeps the active sessions. What emits an event rejects when a listener fails: with its error, or with an
 * AggregateError of several.
 */
export class SessionManager<
  UserData = unknown,
  Values extends object = Record<string, unknown>,
> extends AwaitedEmitter<SessionManagerEvents<UserData, Values>> {
  private readonly log: SessionLog;
  private readonly events: ReadonlySet<string>;
  private readonly active = new ActiveSessions<ManagedSession<UserData, Values>>();
  private readonly runs = new Set<Operation>();
  private readonly ending = new Ending((persists) => this.end(persists));
  private readonly timer: NodeJS.Timeout | undefined;

  /** Throws a TypeError without a log, and for options that can't be understood a TypeError or RangeError. */
  constructor(apis: SessionManagerApis, options?: SessionManagerOptions | null) {
    super();
    this.log = logOf(apis);
    const { events, intervalMs } = persistenceSettingsOf(options);
    this.events = events;
    if (intervalMs > 0) this.timer = setInterval(() => void this.tick(), intervalMs).unref();
  }

  /** Creates an active session, which can be looked up by `key` if there is one. Emits "created". */
  async create(key?: string): Promise<ManagedSession<UserData, Values>> {
    const known = key || undefined;
    const log = this.log.child?.({ key: known }) ?? this.log;
    const persistence = new Persistence(() => this.persist(session));
    const session: ManagedSession<UserData, Values> = new ManagedSession<UserData, Values>(known, {
      log,
      emit: (event, ...args) => this.emit(event, ...args),
      isActive: () => this.active.has(session),
      persist: () => persistence.run(),
      persisted: () => persistence.settled(),
      moveToEnd: () => {
        this.active.moveToEnd(session);
      },
      forget: () => {
        this.active.delete(session);
      },
    });
    log.debug('Session is created with key %s', known);
    this.active.add(session, persistence);
    try {
      await this.emit('created', session);
    } catch (error) {
      // Nobody gets it, so nobody could destroy it.
      this.active.delete(session);
      throw error;
    }
    return session;
  }

  /** The active session of that key; the newest, where it was used again. */
  findByKey(key: string): ManagedSession<UserData, Values> | undefined {
    return this.active.findByKey(key);
  }

  /**
   * Persists the active sessions that have user data, one after the other: "persistUserData" for each. Attempts all of
   * them, then rejects if any failed.
   */
  async persistAllUserData(): Promise<void> {
    const run = new Operation();
    this.runs.add(run);
    try {
      await run.start(() => attemptEach(this.active.all(), ([, persistence]) => persistence.run()));
    } finally {
      this.runs.delete(run);
    }
  }

  /** Whether the option `userData.persistence.events` names this event. */
  willPersistUserDataOn(eventName: string): boolean {
    return this.events.has(eventName);
  }

  /**
   * Stops scheduled persistence, and destroys the active sessions, one after the other. Attempts all of them, then
   * rejects if any failed; those stay active. Sessions may be created afterwards, and have no schedule.
   */
  async destroy(persist = false): Promise<void> {
    clearInterval(this.timer);
    await this.ending.run(persist);
  }

  private async end(persists: () => boolean): Promise<void> {
    for (const run of this.runs) await run.settled();
    await attemptEach(this.active.all(), ([session]) => session.destroy(persists()));
  }

  private async persist(session: ManagedSession<UserData, Values>): Promise<void> {
    if (session.userData !== undefined && this.active.has(session))
      await this.emit('persistUserData', session);
  }

  private async tick(): Promise<void> {
    if (this.runs.size > 0) return;
    try {
      await this.persistAllUserData();
    } catch (error) {
      const message = 'Scheduled persistence of user data failed: %s';
      if (this.log.error) this.log.error(message, error);
      else this.log.debug(message, error);
    }
  }
}

/** Makes a SessionManager. */
export function create<UserData = unknown, Values extends object = Record<string, unknown>>(
  apis: SessionManagerApis,
  options?: SessionManagerOptions | null,
): SessionManager<UserData, Values> {
  return new SessionManager(apis, options);
}
