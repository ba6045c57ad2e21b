import type { ActiveWindow } from '@dwell/shared';
import type { Kysely } from 'kysely';
import type {
  BucketSum,
  BucketTotal,
  KnownPath,
  LengthSum,
  SessionsFrom,
  SlotWindow,
  StatisticsFilter,
  SummaryTotals,
  UserDetails,
  UserTotal,
  ViewSessions,
  ViewTotal,
  ViewUsers,
  VisitLengths,
} from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import { PeopleSearch } from '../list/people.js';
import { SessionSearch } from '../list/search.js';
import { PackReader } from '../packs/pack-reader.js';
import { PartSums } from '../packs/part-sums.js';
import { SessionCounts } from '../packs/session-counts.js';
import { SetSums } from '../packs/set-sums.js';
import { UserSums } from '../packs/user-sums.js';
import type { Tables } from '../schema/tables.js';
import { hereNowByView } from './here-now.js';
import { SessionsInProgress } from './sessions-in-progress.js';
import { TimeRollups } from './time-rollups.js';
import { withinRecorded } from './recorded-span.js';
import { VisitCounts } from './visit-lengths.js';

/** Computes the statistics that SessionStore describes. */
export class StatisticsReader {
  private readonly packs: PackReader;
  private readonly users: UserSums;
  private readonly sessions: SessionCounts;
  private readonly rollups: TimeRollups;
  private readonly visits: VisitCounts;
  private readonly search: SessionSearch;
  private readonly people: PeopleSearch;
  private readonly inProgress: SessionsInProgress;

  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
  ) {
    const packs = new PackReader(statements);
    this.packs = packs;
    const partSums = new PartSums(statements);
    const sets = new SetSums(packs, partSums);
    this.users = new UserSums(sets);
    this.sessions = new SessionCounts(packs);
    this.rollups = new TimeRollups(statements, this.users, packs.paths, partSums);
    this.visits = new VisitCounts(statements, sets, partSums);
    this.search = new SessionSearch(db, statements);
    this.people = new PeopleSearch(statements);
    this.inProgress = new SessionsInProgress(db, statements, this.search, this.sessions);
  }

  countActive(filter: StatisticsFilter, activeWindow: ActiveWindow): number {
    const hereNow = filter.view === undefined ? undefined : true;
    return this.search.count({ ...filter, hereNow, active: true, activeWindow });
  }

  hereNowByView(filter: StatisticsFilter, activeWindow: ActiveWindow): ViewSessions[] {
    return hereNowByView(this.db, this.statements, filter, activeWindow);
  }

  summarize(window: SlotWindow, filter: StatisticsFilter): SummaryTotals {
    const totals = this.viewTotals(window, filter);
    const recorded = withinRecorded(this.statements, window);
    return {
      visibleMs: totals.reduce((sum, { ms }) => sum + ms, 0),
      visits: totals.reduce((sum, { visits }) => sum + visits, 0),
      views: new Set(totals.map(({ view }) => view)).size,
      users: this.packs.countUsers(filter, recorded, filter.view),
      sessions: this.countSessions(window, filter),
    };
  }

  viewTotals(window: SlotWindow, filter: StatisticsFilter): ViewTotal[] {
    return this.rollups.byTab(withinRecorded(this.statements, window), filter);
  }

  bucketTotals(buckets: readonly SlotWindow[], filter: StatisticsFilter): BucketTotal[] {
    return this.rollups.byBucket(buckets, filter);
  }

  bucketSums(buckets: readonly SlotWindow[], filter: StatisticsFilter): BucketSum[] {
    return this.rollups.bucketSums(buckets, filter);
  }

  visitLengths(window: SlotWindow, filter: StatisticsFilter): VisitLengths[] {
    return this.visits.lengths(withinRecorded(this.statements, window), filter);
  }

  lengthSums(window: SlotWindow, filter: StatisticsFilter): LengthSum[] {
    return this.visits.sums(withinRecorded(this.statements, window), filter);
  }

  usersByView(window: SlotWindow, filter: StatisticsFilter): ViewUsers[] {
    return this.users.usersByView(withinRecorded(this.statements, window), filter, filter.view);
  }

  userTotals(window: SlotWindow, filter: StatisticsFilter): UserTotal[] {
    return this.users.byUser(withinRecorded(this.statements, window), filter, filter.view);
  }

  userDetails(window: SlotWindow, usernames: readonly string[], view: string | undefined): UserDetails[] {
    const filters = { usernames, view, ...window };
    const packed = this.sessions.byUser(window, filters, view);
    const others = this.search.countUnpackedByUser(filters);
    const topViews = this.users.topViews(withinRecorded(this.statements, window), filters, view);
    return usernames.map((username) => ({
      username,
      sessions: (packed.get(username) ?? 0) + (others.get(username) ?? 0),
      lastSeen: this.people.lastSeen(username),
      topView: topViews.get(username),
    }));
  }

  knownPaths(): KnownPath[] {
    return this.statements
      .all(this.db.selectFrom('path').where('tab', 'is not', null).select(['view', 'tab']))
      .map(({ view, tab }) => ({ view, tab: tab === '' ? undefined : (tab ?? undefined) }));
  }

  sessionsInProgress(
    window: SlotWindow,
    filter: StatisticsFilter,
    active: ActiveWindow,
    now: number,
  ): SessionsFrom[] {
    return this.inProgress.count(window, filter, active, now);
  }

  /** Counts the sessions that overlap the window; with a view, those of them that were ever on the view. */
  private countSessions(window: SlotWindow, { usernames, notUsernames, view }: StatisticsFilter): number {
    const { from, to } = window;
    if (usernames) {
      const filters = { usernames, view, from, to };
      const packed = this.sessions.byUser(window, filters, view);
      return sum(packed.values()) + sum(this.search.countUnpackedByUser(filters).values());
    }
    if (notUsernames) {
      return (
        this.countSessions(window, { view }) - this.countSessions(window, { usernames: notUsernames, view })
      );
    }
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

const sum = (counts: Iterable<number>): number => [...counts].reduce((all, count) => all + count, 0);
