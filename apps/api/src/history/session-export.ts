import { type SessionAnswer, type SessionsQuery, toSeconds } from '@dwell/shared';
import type { Export, ExportFormat } from '../http/formats/exports.js';
import { csvWriter, ndjsonWriter, type RowWriter, writeInParts } from '../http/formats/row-writers.js';
import type { ListedSession } from '../store/ports/session-store.js';
import { sessionColumns, tabColumns, type TabRow } from './session-tables.js';

/** Converts a session to its wire form. */
export type ToSessionAnswer = (session: ListedSession) => SessionAnswer;

type Pages = AsyncGenerator<readonly ListedSession[]>;

/** Returns the sessions as a file. Its name has the window of the query, which ends at `now` (epoch ms) by default. */
export const sessionExport = (
  query: SessionsQuery,
  format: ExportFormat,
  { pages, toAnswer, now }: { pages: Pages; toAnswer: ToSessionAnswer; now: number },
): Export => {
  const { view, tz = 'UTC', from = query.started_after, to = query.stopped_before ?? toSeconds(now) } = query;
  const file = { format, name: 'sessions', window: { from, to }, tz };
  const withRows = <Row>(writer: RowWriter<Row>, rows: AsyncGenerator<Iterable<Row>>): Export => ({
    ...file,
    head: writer.head,
    parts: writeInParts(writer, rows),
  });
  if (format === 'ndjson') return withRows(ndjsonWriter(toAnswer), pages);
  if (query.rows === 'tabs') {
    const rowsOf = (session: ListedSession): TabRow[] => tabRows(session, toAnswer(session), view);
    return withRows(csvWriter(tabColumns(view), query), flatPages(pages, rowsOf));
  }
  const { head, write } = csvWriter(sessionColumns(view), query);
  return withRows({ head, write: (sessions) => write(sessions.map(toAnswer)) }, pages);
};

/** Yields for each page its rows, which are created only when they are taken. */
async function* flatPages<Item, Row>(
  pages: AsyncGenerator<readonly Item[]>,
  rowsOf: (item: Item) => Row[],
): AsyncGenerator<Iterable<Row>> {
  for await (const page of pages) yield flat(page, rowsOf);
}

function* flat<Item, Row>(items: readonly Item[], rowsOf: (item: Item) => Row[]): Generator<Row> {
  for (const item of items) yield* rowsOf(item);
}

/**
 * Returns a row for each path of a session; with a view, only for its paths on this view. Without such paths, returns
 * one row without a path.
 */
const tabRows = ({ totals }: ListedSession, session: SessionAnswer, view: string | undefined): TabRow[] => {
  const shown = view === undefined ? totals : totals.filter(({ path }) => path[0] === view);
  return shown.length > 0 ? shown.map((total) => ({ session, total })) : [{ session }];
};
