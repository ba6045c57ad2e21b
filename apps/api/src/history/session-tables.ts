import { type PathTotal, type SessionAnswer, type SessionsAnswer, toSeconds } from '@dwell/shared';
import { type Column, flag, number, type Table, text, time } from '../http/formats/columns.js';

const IDENTITY: readonly Column<SessionAnswer>[] = [
  text('_id', 'Id of the session', ({ _id }) => _id),
  text('id_beaker_session', 'Base64 of username and client', (session) => session.id_beaker_session),
  text('username', 'Name of the user', ({ username }) => username),
  time('start', 'Start', ({ start }) => start),
  time('last_ping', 'Last ping', (session) => session.last_ping),
  time('last_visible_ping', 'Last visible ping', (session) => session.last_visible_ping),
  text(
    'last_visible_view',
    'View at the last visible ping',
    (session) => session.last_visible_path[0] ?? null,
  ),
  text('last_visible_tab', 'Tab at the last visible ping', (session) => session.last_visible_path[1] ?? null),
  number(
    'visible_duration',
    'Visible time of the session, in seconds',
    (session) => session.visible_duration,
  ),
  flag('active', 'Whether the session is active', ({ active }) => active),
];

const ABOUT_VIEW: readonly Column<SessionAnswer>[] = [
  number(
    'view_duration',
    'With `view`: time on this view, in seconds',
    (session) => session.view_duration ?? null,
  ),
  flag(
    'here_now',
    'With `view`: whether the view is visible in the session at this moment',
    (session) => session.here_now ?? null,
  ),
];

const columnsFor = (view: string | undefined): readonly Column<SessionAnswer>[] =>
  view === undefined ? IDENTITY : [...IDENTITY, ...ABOUT_VIEW];

/** Returns the columns of a row for each session; those about the filter `view` only if there is one. */
export const sessionColumns = (view: string | undefined): readonly Column<SessionAnswer>[] => [
  ...columnsFor(view),
  text('tab_duration', 'Seconds by view and tab, as JSON', (session) => JSON.stringify(session.tab_duration)),
];

/** A row for each session of a list without the filter `view`. */
export const SESSIONS_TABLE: Table<SessionsAnswer, SessionAnswer> = {
  name: 'sessions',
  columns: sessionColumns(undefined),
  rowsOf: ({ sessions }) => sessions,
};

/** A session and one of its paths. A session without paths has one row without a path. */
export interface TabRow {
  readonly session: SessionAnswer;
  readonly total?: PathTotal;
}

/** Returns the columns of a row for each view and tab of a session. */
export const tabColumns = (view: string | undefined): readonly Column<TabRow>[] => [
  ...columnsFor(view).map(({ valueOf, ...column }): Column<TabRow> => ({
    ...column,
    valueOf: ({ session }) => valueOf(session),
  })),
  text('view', 'A view of the session', ({ total }) => total?.path[0] ?? null),
  text('tab', 'A tab of the view; empty for its time without a tab', ({ total }) => total?.path[1] ?? null),
  number('tab_duration', 'Time there, in seconds', ({ total }) => (total ? toSeconds(total.ms) : null)),
];
