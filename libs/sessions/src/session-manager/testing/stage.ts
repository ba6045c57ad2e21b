import type { ManagedSession } from '../managed-session.js';
import type { SessionManager } from '../session-manager.js';
import { aManager, type Player } from './managers.js';

interface Stage {
  manager: SessionManager<Player>;
  anna: ManagedSession<Player>;
  /** Every event of both from here on, as `m` or `s`, its name, and its arguments. */
  events: unknown[][];
}

/** A manager and its only session, without a user. */
export const aStage = async (): Promise<Stage> => {
  const manager = aManager();
  const anna = await manager.create('anna');
  const events: unknown[][] = [];
  manager.onAny((...event) => events.push(['m', ...event]));
  anna.onAny((...event) => events.push(['s', ...event]));
  return { manager, anna, events };
};

/** What they are called: `m destroy`, `s destroy`. */
export const names = (events: unknown[][]): string[] =>
  events.map(([of, name]) => `${String(of)} ${String(name)}`);
