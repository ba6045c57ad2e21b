import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ManagedSession } from './managed-session.js';
import type { SessionManager } from './session-manager.js';
import { aManager, type Player, turn } from './testing/managers.js';

type Session = ManagedSession<Player>;

/**
 * An event of a session. `run` is the number, from 1, of the persistAllUserData call that caused the event; undefined
 * if another operation caused it.
 */
interface Entry {
  what: 'persist' | 'persisted' | 'forgotten' | 'listener' | 'heard' | 'destroyed';
  session: Session;
  run?: number;
}

const QUIET = ['finishes', 'throws', 'rejects', 'is slow', 'is slow and rejects'] as const;
const WAITING = ['destroys', 'persists', 'destroys all', 'persists all'] as const;
const KEYS = ['anna', 'bea', ''];
const COMMANDS = ['create', 'setUser', 'persistNow', 'persistAll', 'destroy', 'destroyAll'] as const;

const plays = fc.record({
  scheduler: fc.scheduler(),
  commands: fc.array(
    fc.record({ name: fc.constantFrom(...COMMANDS), nth: fc.nat(9), persist: fc.boolean() }),
    { minLength: 4, maxLength: 16, size: 'max' },
  ),
  /** What the listeners do: each call of any listener takes the next behaviour. */
  behaviours: fc.array(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...QUIET) }, fc.constantFrom(...WAITING)),
    { maxLength: 40, size: 'max' },
  ),
});
type Play = typeof plays extends fc.Arbitrary<infer T> ? T : never;

/** Plays the commands in an order that the scheduler chooses, with slow and failing listeners. */
class Theatre {
  readonly entries: Entry[] = [];
  readonly manager: SessionManager<Player> = aManager();
  readonly sessions: Session[] = [];
  unfinished = 0;
  private readonly run = new AsyncLocalStorage<number>();
  private runs = 0;
  private calls = 0;

  constructor(private readonly play: Play) {
    this.manager.on('created', (session) => {
      this.sessions.push(session);
      for (const event of ['started', 'identified', 'beforeDestroy', 'destroy'] as const) {
        session.on(event, () => this.listen(session, event));
      }
    });
    this.manager.on('persistUserData', async (session) => {
      this.note('persist', session);
      try {
        await this.behave(session);
      } finally {
        this.note('persisted', session);
      }
    });
    this.manager.on('destroy', (session) => {
      this.note('forgotten', session);
    });
    for (const event of ['created', 'identified', 'beforeDestroy', 'destroy'] as const) {
      this.manager.on(event, (...[session]) => this.listen(session, event));
    }
  }

  async perform(): Promise<void> {
    const { scheduler, commands } = this.play;
    for (const name of ['create', 'setUser', 'create', 'setUser'] as const) {
      void this.track(this.command({ name, nth: this.sessions.length - 1, persist: false }));
    }
    for (const command of commands) {
      const ready = scheduler.schedule(Promise.resolve(), command.name);
      void this.track(ready.then(() => this.command(command)));
    }
    for (await turn(); scheduler.count() > 0; await turn()) await scheduler.waitNext(1);
  }

  private command({ name, nth, persist }: Play['commands'][number]): Promise<unknown> {
    const session = this.sessions[nth % Math.max(this.sessions.length, 1)];
    if (name === 'persistAll') return this.persistAll();
    if (name === 'destroyAll') return this.manager.destroy(persist);
    if (name === 'create' || !session) return this.manager.create(KEYS[nth % KEYS.length]);
    if (name === 'setUser') return session.setUser(nth, { coins: nth });
    if (name === 'persistNow') return session.persistNow();
    return this.destroy(session, persist);
  }

  /** Runs an operation that a listener calls, so that its events do not count as part of the run of the listener. */
  private alone<Result>(operation: () => Promise<Result>): Promise<Result> {
    return this.run.exit(operation);
  }

  private persistAll(): Promise<void> {
    this.runs += 1;
    return this.run.run(this.runs, () => this.manager.persistAllUserData());
  }

  private async destroy(session: Session, persist: boolean): Promise<void> {
    await session.destroy(persist);
    this.note('destroyed', session);
  }

  private async listen(session: Session, event: string): Promise<void> {
    // Only these events belong to destroy, which must wait for their listeners.
    const noted = event === 'destroy' || event === 'beforeDestroy';
    if (noted) this.note('listener', session);
    try {
      await this.behave(session);
    } finally {
      if (noted) this.note('heard', session);
    }
  }

  private async behave(session: Session): Promise<void> {
    const { scheduler, behaviours } = this.play;
    // After the end of the list, listeners start no more operations, so that the play ends.
    const behaviour = behaviours[this.calls] ?? QUIET[this.calls % QUIET.length];
    this.calls += 1;
    if (behaviour === 'rejects') throw new Error('rejected');
    if (behaviour?.startsWith('is slow')) await scheduler.schedule(Promise.resolve(), behaviour);
    if (behaviour === 'is slow and rejects') throw new Error('rejected late');
    if (behaviour === 'destroys') await this.alone(() => session.destroy(true));
    if (behaviour === 'persists') await this.alone(() => session.persistNow());
    if (behaviour === 'destroys all') await this.alone(() => this.manager.destroy(true));
    if (behaviour === 'persists all') await this.persistAll();
  }

  private async track(operation: Promise<unknown>): Promise<void> {
    this.unfinished += 1;
    await operation.catch(() => undefined);
    this.unfinished -= 1;
  }

  private note(what: Entry['what'], session: Session): void {
    const run = this.run.getStore();
    this.entries.push(run === undefined ? { what, session } : { what, session, run });
  }
}

const of = ({ entries }: Theatre, session: Session): Entry[] =>
  entries.filter((entry) => entry.session === session);

const count = (entries: Entry[], what: Entry['what']): number =>
  entries.filter((entry) => entry.what === what).length;

const RULES: Record<string, (theatre: Theatre) => void> = {
  'every operation ends': ({ unfinished }) => {
    expect(unfinished).toBe(0);
  },
  'a destroyed session is never persisted or found again': (theatre) => {
    for (const session of theatre.sessions) {
      const entries = of(theatre, session);
      const forgotten = entries.findIndex(({ what }) => what === 'forgotten');
      if (forgotten === -1) continue;
      expect(count(entries.slice(forgotten), 'persist')).toBe(0);
      for (const key of KEYS) expect(theatre.manager.findByKey(key)).not.toBe(session);
    }
  },
  'a session is destroyed once': (theatre) => {
    for (const session of theatre.sessions) {
      expect(count(of(theatre, session), 'forgotten')).toBeLessThanOrEqual(1);
    }
  },
  'destroy resolves only after all its listeners': (theatre) => {
    for (const session of theatre.sessions) {
      const entries = of(theatre, session);
      const destroyed = entries.findIndex(({ what }) => what === 'destroyed');
      const before = entries.slice(0, Math.max(destroyed, 0));
      expect(count(before, 'heard')).toBe(count(before, 'listener'));
    }
  },
  'each session is persisted at most once per run': (theatre) => {
    for (const session of theatre.sessions) {
      const runs = of(theatre, session).flatMap(({ what, run }) => (what === 'persist' ? (run ?? []) : []));
      expect(runs).toEqual([...new Set(runs)]);
    }
  },
  'a session is never persisted twice at the same time': (theatre) => {
    for (const session of theatre.sessions) {
      let underWay = 0;
      for (const { what } of of(theatre, session)) {
        if (what === 'persist') underWay += 1;
        if (what === 'persisted') underWay -= 1;
        expect(underWay).toBeLessThanOrEqual(1);
      }
    }
  },
};

// An unhandled rejection fails the test too: Jest watches for them.
it('G17, G20, G22, G25, G29: the rules of persisting and destroying hold for any calls in any order and any listeners', async () => {
  await fc.assert(
    fc.asyncProperty(plays, async (play) => {
      const theatre = new Theatre(play);
      await theatre.perform();
      for (const check of Object.values(RULES)) check(theatre);
    }),
    { numRuns: 150 },
  );
});
