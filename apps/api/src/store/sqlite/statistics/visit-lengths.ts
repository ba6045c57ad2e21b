import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { splitByLevel } from '../../model/rollup-levels.js';
import type { SlotWindow, StatisticsFilter, VisitLengths } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import { valuesOf } from '../list/filters.js';
import { openVisitRows } from '../record/visits.js';
import type { Tables, VisitRow } from '../schema/tables.js';

/** Counts visits by path and length. */
export class VisitCounts {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
  ) {}

  lengths(window: SlotWindow, { usernames, notUsernames, view }: StatisticsFilter): VisitLengths[] {
    const counts = new LengthCounts(view);
    counts.add(usernames ? this.ofUsers(usernames, window) : this.ofAll(window), 1);
    if (notUsernames) counts.add(this.ofUsers(notUsernames, window), -1);
    return counts.result();
  }

  private ofAll(window: SlotWindow): VisitRow[] {
    const parts = splitByLevel(window).map(({ level, from, to }) =>
      this.db
        .selectFrom('view_visit')
        .where('grain', '=', level)
        .where('slot', '>=', from)
        .where('slot', '<', to)
        .select(['slot', 'view', 'tab', 'length_bucket', 'visits', 'ms']),
    );
    return [...parts.flatMap((part) => this.statements.all(part)), ...this.open(window)];
  }

  private ofUsers(usernames: readonly string[], window: SlotWindow): VisitRow[] {
    const stored = this.db
      .selectFrom('user_visit')
      .where('username', 'in', valuesOf(usernames))
      .where('slot', '>=', window.from)
      .where('slot', '<', window.to)
      .select(['slot', 'view', 'tab', 'length_bucket', 'visits', 'ms']);
    return [...this.statements.all(stored), ...this.open(window, usernames)];
  }

  /** Returns the visits that go on in sessions that are not settled. */
  private open({ from, to }: SlotWindow, usernames?: readonly string[]): VisitRow[] {
    let sessions = this.db
      .selectFrom('session')
      .where('settled', '=', sql.lit(0))
      .where(sql.ref('last_ping'), '>=', from)
      .where(sql<number>`+start`, '<', to)
      .select('accounting');
    if (usernames) sessions = sessions.where('username', 'in', valuesOf(usernames));
    return this.statements
      .all(sessions)
      .flatMap(({ accounting }) => openVisitRows(accounting))
      .filter(({ slot }) => slot >= from && slot < to);
  }
}

/** Sums visits by path and length. */
class LengthCounts {
  private readonly counts = new Map<string, { -readonly [K in keyof VisitLengths]: VisitLengths[K] }>();

  constructor(private readonly onlyView: string | undefined) {}

  add(rows: readonly VisitRow[], sign: 1 | -1): void {
    for (const { view, tab, length_bucket: lengthBucket, visits, ms } of rows) {
      if (this.onlyView !== undefined && view !== this.onlyView) continue;
      const key = `${lengthBucket} ${view}\0${tab}`;
      const count = this.counts.get(key);
      if (count) {
        count.visits += sign * visits;
        count.ms += sign * ms;
      } else {
        const path = { view, tab: tab === '' ? undefined : tab };
        this.counts.set(key, { ...path, lengthBucket, visits: sign * visits, ms: sign * ms });
      }
    }
  }

  result(): VisitLengths[] {
    return [...this.counts.values()].filter(({ visits }) => visits > 0);
  }
}
