import type { ActiveWindow } from '@dwell/shared';
import type { Database } from 'better-sqlite3';
import type { PeopleQuery, SessionQuery, SlotWindow, StatisticsFilter } from '../../ports/session-store.js';
import { sessionDataReadMethods } from '../accounts/session-data-store.js';
import { toColumns } from '../connection/column-table.js';
import { annotationReadMethods } from '../annotations/annotation-store.js';
import { FileWatch } from '../connection/file-watch.js';
import { auditReadMethods } from '../audit/audit-store.js';
import { queryBuilder, Statements } from '../connection/kysely.js';
import { groupReadMethods } from '../groups/read-groups.js';
import { savedViewReadMethods } from '../saved-views/saved-view-store.js';
import { openForReading, type WorkerOptions } from '../connection/open.js';
import { serve, type Service } from '../connection/worker-rpc.js';
import { LiveReader } from '../list/live.js';
import { PeopleSearch } from '../list/people.js';
import { SessionReader } from '../list/read-session.js';
import { SessionSearch } from '../list/search.js';
import { StatisticsReader } from '../statistics/reader.js';

/** The methods of a connection that can only read: for lists and charts. */
const readMethods = (database: Database, prefix: string, watch: FileWatch) => {
  const db = queryBuilder(database, prefix);
  const statements = new Statements(database, db);
  const reader = new SessionReader(db, statements);
  const search = new SessionSearch(db, statements);
  const live = new LiveReader(db, statements);
  const people = new PeopleSearch(statements);
  const audit = auditReadMethods(db, statements);
  const groups = groupReadMethods(db, statements);
  const savedViews = savedViewReadMethods(db, statements);
  const annotations = annotationReadMethods(db, statements);
  const sessionData = sessionDataReadMethods(database);
  const statistics = new StatisticsReader(db, statements);
  /**
   * Runs each call in a transaction, so that it reads everything as of one instant. Fails if another program has
   * changed the files before or during the call; see {@link FileWatch}.
   */
  const inSnapshot = <A extends unknown[], R>(read: (...args: A) => R): ((...args: A) => R) => {
    const transaction = database.transaction(read);
    return (...args) => {
      watch.check();
      const result = transaction(...args);
      watch.check();
      return result;
    };
  };
  return {
    listSessions: inSnapshot((query: SessionQuery) => reader.list(search.page(query))),
    recentSessions: inSnapshot((after: number) => live.recent(after)),
    liveRows: inSnapshot((pks: readonly number[]) => live.rows(pks)),
    findSession: inSnapshot((id: string) => reader.find(id)),
    findPeople: inSnapshot((query: PeopleQuery) => people.find(query)),
    countActive: inSnapshot((filter: StatisticsFilter, activeWindow: ActiveWindow) =>
      statistics.countActive(filter, activeWindow),
    ),
    hereNowByView: inSnapshot((filter: StatisticsFilter, activeWindow: ActiveWindow) =>
      statistics.hereNowByView(filter, activeWindow),
    ),
    summarize: inSnapshot((window: SlotWindow, filter: StatisticsFilter) =>
      statistics.summarize(window, filter),
    ),
    viewTotals: inSnapshot((window: SlotWindow, filter: StatisticsFilter) =>
      statistics.viewTotals(window, filter),
    ),
    bucketTotals: inSnapshot((buckets: readonly SlotWindow[], filter: StatisticsFilter) =>
      toColumns(statistics.bucketTotals(buckets, filter)),
    ),
    bucketSums: inSnapshot((buckets: readonly SlotWindow[], filter: StatisticsFilter) =>
      statistics.bucketSums(buckets, filter),
    ),
    visitLengths: inSnapshot((window: SlotWindow, filter: StatisticsFilter) =>
      toColumns(statistics.visitLengths(window, filter)),
    ),
    lengthSums: inSnapshot((window: SlotWindow, filter: StatisticsFilter) =>
      statistics.lengthSums(window, filter),
    ),
    usersByView: inSnapshot((window: SlotWindow, filter: StatisticsFilter) =>
      statistics.usersByView(window, filter),
    ),
    userTotals: inSnapshot((window: SlotWindow, filter: StatisticsFilter) =>
      statistics.userTotals(window, filter),
    ),
    userDetails: inSnapshot((window: SlotWindow, usernames: readonly string[], view: string | undefined) =>
      statistics.userDetails(window, usernames, view),
    ),
    knownPaths: inSnapshot(() => statistics.knownPaths()),
    sessionsInProgress: inSnapshot(
      (window: SlotWindow, filter: StatisticsFilter, active: ActiveWindow, now: number) =>
        statistics.sessionsInProgress(window, filter, active, now),
    ),
    countAudit: inSnapshot(audit.countAudit),
    listAudit: inSnapshot(audit.listAudit),
    listGroups: inSnapshot(groups.listGroups),
    listMembers: inSnapshot(groups.listMembers),
    usernamesOf: inSnapshot(groups.usernamesOf),
    readGroups: inSnapshot(groups.readGroups),
    readTokenGroups: inSnapshot(groups.readTokenGroups),
    listSavedViews: inSnapshot(savedViews.listSavedViews),
    findSavedView: inSnapshot(savedViews.findSavedView),
    readSavedViews: inSnapshot(savedViews.readSavedViews),
    listAnnotations: inSnapshot(annotations.listAnnotations),
    findAnnotation: inSnapshot(annotations.findAnnotation),
    readAnnotations: inSnapshot(annotations.readAnnotations),
    usedSessmanBytes: inSnapshot(sessionData.usedSessmanBytes),
    ping: inSnapshot(() => {
      database.prepare('select 1').get();
    }),
  };
};

export type ReadMethods = ReturnType<typeof readMethods>;

serve(({ file, name, collectionPrefix }: WorkerOptions): Service<ReadMethods> => {
  const database = openForReading(file);
  const watch = new FileWatch(file, name);
  return {
    methods: readMethods(database, collectionPrefix, watch),
    close: () => {
      database.close();
    },
  };
});
