import { ActiveSessions } from './active-sessions.js';
import { attemptEach } from './attempts.js';
import { AwaitedEmitter } from './emitter.js';
import { ManagedSession, type SessionManagerEvents } from './managed-session.js';
import { Ending, Operation, Persistence } from './operation.js';
import { logOf, persistenceSettingsOf } from './options.js';
import type { SessionLog, SessionManagerApis, SessionManagerOptions } from './options.js';

/**
 * Manages active sessions: finds them by key, emits the events of their life, and has their user data persisted. A
 * method that emits an event rejects if a listener fails: with the listener's error, or with an AggregateError of
 * several.
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

  /** @throws TypeError if there is no log; TypeError or RangeError if an option is invalid */
  constructor(apis: SessionManagerApis, options?: SessionManagerOptions | null) {
    super();
    this.log = logOf(apis);
    const { events, intervalMs } = persistenceSettingsOf(options);
    this.events = events;
    if (intervalMs > 0) this.timer = setInterval(() => void this.persistOnSchedule(), intervalMs).unref();
  }

  /**
   * Creates an active session; with a `key`, findByKey finds it. A number counts as its text, '' as no key. Emits
   * "created"; if a listener fails, there is no session.
   */
  async create(key: string | number = ''): Promise<ManagedSession<UserData, Values>> {
    const known = String(key) || undefined;
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
      // create() rejects, so the caller never gets this session and could not destroy it.
      this.active.delete(session);
      throw error;
    }
    return session;
  }

  /** Returns the active session with that key; if several have it, the newest. */
  findByKey(key: string | number): ManagedSession<UserData, Values> | undefined {
    return this.active.findByKey(String(key));
  }

  /**
   * Persists the active sessions that have user data, one after the other: emits "persistUserData" for each. Attempts
   * all of them, then rejects if any failed.
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

  /** Returns whether the option `userData.persistence.events` contains this name. */
  willPersistUserDataOn(eventName: string): boolean {
    return this.events.has(eventName);
  }

  /**
   * Stops scheduled persistence, waits for runs of persistAllUserData, and destroys the active sessions, one after
   * the other; if `persist` is true, persists the user data of each first. Attempts all of them, then rejects if any
   * failed; those stay active. Sessions can still be created afterwards, but are not persisted on a schedule.
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

  private async persistOnSchedule(): Promise<void> {
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

export const create = <UserData = unknown, Values extends object = Record<string, unknown>>(
  apis: SessionManagerApis,
  options?: SessionManagerOptions | null,
): SessionManager<UserData, Values> => {
  return new SessionManager(apis, options);
};
