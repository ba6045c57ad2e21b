import { LRUCache } from 'lru-cache';
import type { StretchTuple } from './encode-session.js';
import type { Stay } from './pending-time.js';
import type { WriterStatements } from './statements.js';

/** Sessions that the writer remembers between their pings. */
const MAX_HELD = 20_000;

/** What the writer knows of a session that the store holds. */
export interface Held {
  readonly id: string;
  readonly pk: number;
  readonly username: string;
  readonly start: number;
  readonly lastPing: number;
  readonly revision: number;
  readonly settled: boolean;
  readonly spanClass: number;
  readonly stay: Stay | undefined;
  /** The trail's last stretch; undefined where it is not known. */
  readonly trailEnd: StretchTuple | undefined;
}

type HeldRow = readonly [
  pk: number,
  username: string,
  start: number,
  lastPing: number,
  revision: number,
  settled: number,
  spanClass: number,
  view: string | null,
  tab: string,
  slot: number,
  totalMs: number,
  ms: number,
  visits: number,
];

/** Remembers the sessions that were written last. Only the one writer changes sessions, so what is remembered is true. */
export class HeldSessions {
  private readonly remembered = new LRUCache<string, Held>({ max: MAX_HELD });

  constructor(private readonly statements: WriterStatements) {}

  find(id: string): Held | undefined {
    const known = this.remembered.get(id);
    if (known) return known;
    const row = this.statements.findHeld.get(id) as HeldRow | undefined;
    if (!row) return undefined;
    const held = toHeld(id, row);
    this.remember(held);
    return held;
  }

  remember(held: Held): void {
    this.remembered.set(held.id, held);
  }

  forget({ id }: Held): void {
    this.remembered.delete(id);
  }

  /** What was remembered may never have been stored. */
  forgetAll(): void {
    this.remembered.clear();
  }
}

const toHeld = (id: string, row: HeldRow): Held => {
  const [pk, username, start, lastPing, revision, settled, spanClass, view, tab, slot, totalMs, ms, visits] =
    row;
  return {
    id,
    pk,
    username,
    start,
    lastPing,
    revision,
    settled: settled === 1,
    spanClass,
    stay: view === null ? undefined : { view, tab, slot, totalMs, ms, visits },
    trailEnd: undefined,
  };
};
