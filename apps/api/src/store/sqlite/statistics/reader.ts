import type { ActiveWindow } from '@dwell/shared';
import type { Kysely } from 'kysely';
import type {
  BucketTotal,
  SlotWindow,
  StatisticsFilter,
  SummaryTotals,
  ViewTotal,
} from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import { SessionSearch } from '../list/search.js';
import type { Tables } from '../schema/tables.js';
import { TimeRollups } from './time-rollups.js';
import { countUsers } from './user-counts.js';

/** Answers the statistics that SessionStore describes. */
export class StatisticsReader {
  private readonly rollups: TimeRollups;
  private readonly search: SessionSearch;

  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
  ) {
    this.rollups = new TimeRollups(db, statements);
    this.search = new SessionSearch(db, statements);
  }

  countActive({ usernames, view }: StatisticsFilter, activeWindow: ActiveWindow): number {
    const hereNow = view === undefined ? undefined : true;
    return this.search.count({ usernames, view, hereNow, active: true, activeWindow });
  }

  summarize(window: SlotWindow, filter: StatisticsFilter): SummaryTotals {
    const totals = this.viewTotals(window, filter);
    return {
      visibleMs: totals.reduce((sum, { ms }) => sum + ms, 0),
      visits: totals.reduce((sum, { visits }) => sum + visits, 0),
      views: new Set(totals.map(({ view }) => view)).size,
      users: countUsers(this.statements, window, filter),
      sessions: this.countSessions(window, filter),
    };
  }

  viewTotals(window: SlotWindow, filter: StatisticsFilter): ViewTotal[] {
    return this.rollups.byTab(window, filter);
  }

  bucketTotals(buckets: readonly SlotWindow[], filter: StatisticsFilter): BucketTotal[] {
    return this.rollups.byBucket(buckets, filter);
  }

  /** Counts the sessions that overlap the window. */
  private countSessions({ from, to }: SlotWindow, { usernames, view }: StatisticsFilter): number {
    if (usernames) return this.search.count({ usernames, view, from, to });
    // Of the settled sessions: all that started before the window's end, except those that stopped before its start.
    const slots = this.db.selectFrom('session_slot').where('view', '=', view ?? '');
    const started = slots.where('slot', '<', to).select(({ fn }) => fn.sum<number>('started').as('count'));
    const stopped = slots.where('slot', '<', from).select(({ fn }) => fn.sum<number>('stopped').as('count'));
    return (
      (this.statements.first(started)?.count ?? 0) -
      (this.statements.first(stopped)?.count ?? 0) +
      this.search.countUnsettled({ view, from, to })
    );
  }
}
