import { format } from 'node:util';
import type { ManagedSession } from '../managed-session.js';
import type { SessionLog, SessionManagerOptions } from '../options.js';
import { create, type SessionManager } from '../session-manager.js';

export interface Player {
  coins: number;
}

/** A log that keeps its lines, each with the key of its session. */
export class KeptLog implements Required<SessionLog> {
  constructor(
    readonly lines: string[] = [],
    private readonly prefix = '',
  ) {}

  debug(message: string, ...values: unknown[]): void {
    this.lines.push(`debug ${this.prefix}${format(message, ...values)}`);
  }

  error(message: string, ...values: unknown[]): void {
    this.lines.push(`error ${this.prefix}${format(message, ...values)}`);
  }

  child(fields: { key: string | undefined }): KeptLog {
    return new KeptLog(this.lines, `[${fields.key}] `);
  }
}

export const aManager = (options?: SessionManagerOptions | null): SessionManager<Player> =>
  create({ log: new KeptLog() }, options);

export const every = (interval: string | number): SessionManagerOptions => ({
  userData: { persistence: { interval } },
});

/** A promise that the test settles. */
export interface Gate {
  readonly passed: Promise<void>;
  open(): void;
  fail(error: Error): void;
}

export const aGate = (): Gate => {
  let [open, fail]: [() => void, (error: Error) => void] = [() => undefined, () => undefined];
  const passed = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { passed, open, fail };
};

/** Resolves when all code has run, except for code that waits for a {@link Gate}. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Returns whether the promise is settled after a turn. */
export const isSettled = async (promise: Promise<unknown>): Promise<boolean> => {
  let settled = false;
  const settle = (): void => {
    settled = true;
  };
  promise.then(settle, settle);
  await turn();
  return settled;
};

/** Returns a list to which the keys of persisted sessions are added from now on. */
export const persistedBy = (manager: SessionManager<Player>): (string | undefined)[] => {
  const keys: (string | undefined)[] = [];
  manager.on('persistUserData', ({ key }) => keys.push(key));
  return keys;
};

interface Stage {
  manager: SessionManager<Player>;
  anna: ManagedSession<Player>;
  /** The later events, each as `m` (of the manager) or `s` (of the session), name and arguments. */
  events: unknown[][];
}

/** Creates a manager with one session without a user. */
export const aStage = async (): Promise<Stage> => {
  const manager = aManager();
  const anna = await manager.create('anna');
  const events: unknown[][] = [];
  manager.onAny((...event) => events.push(['m', ...event]));
  anna.onAny((...event) => events.push(['s', ...event]));
  return { manager, anna, events };
};

/** Returns the events as `m destroy`, `s destroy`. */
export const names = (events: unknown[][]): string[] =>
  events.map(([of, name]) => `${String(of)} ${String(name)}`);
