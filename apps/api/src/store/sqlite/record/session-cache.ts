import { recentEntries } from '../../../platform/recent-entries.js';
import type { StretchRow } from '../schema/tables.js';
import type { PendingTime } from './pending-time.js';
import type { WriterStatements } from './statements.js';

/** The most sessions that the writer caches. */
const MAX_CACHED = 20_000;

/** What the writer must know of a stored session to change it. */
export interface CachedSession {
  readonly id: string;
  readonly pk: number;
  readonly username: string;
  readonly start: number;
  readonly lastPing: number;
  readonly revision: number;
  readonly settled: boolean;
  readonly spanClass: number;
  readonly pending: PendingTime | undefined;
  /** The trail's last stretch, if it is known. */
  readonly trailEnd: StretchRow | undefined;
}

/** A row of the statement `findSession`. Without pending time the last six columns are null. */
type CachedRow = Omit<CachedSession, 'id' | 'settled' | 'pending' | 'trailEnd'> &
  Omit<PendingTime, 'view'> & { readonly settled: number; readonly view: string | null };

/** Caches the sessions that were written last. The cache stays correct because only one writer changes sessions. */
export class SessionCache {
  private readonly cached = recentEntries<CachedSession>(MAX_CACHED);

  constructor(private readonly statements: WriterStatements) {}

  find(id: string): CachedSession | undefined {
    const cached = this.cached.get(id);
    if (cached) return cached;
    const row = this.statements.findSession.get(id) as CachedRow | undefined;
    if (!row) return undefined;
    const session = toCachedSession(id, row);
    this.set(session);
    return session;
  }

  set(session: CachedSession): void {
    this.cached.set(session.id, session);
  }

  delete(id: string): void {
    this.cached.delete(id);
  }

  clear(): void {
    this.cached.clear();
  }
}

const toCachedSession = (id: string, row: CachedRow): CachedSession => {
  const { settled, view, tab, slot, totalMs, ms, visits, ...session } = row;
  return {
    id,
    ...session,
    settled: settled === 1,
    pending: view === null ? undefined : { view, tab, slot, totalMs, ms, visits },
    trailEnd: undefined,
  };
};
