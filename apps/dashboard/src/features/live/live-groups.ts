import { type LivePlace, type LiveSessionAnswer, type LiveSessions } from '@dwell/shared';

/** How long an arrival is marked, and how long a row that has left stays on the page. In milliseconds. */
export const MARK_MS = 6_000;

/** A session on one view and tab, or on no view yet. */
export interface LiveRow {
  /** Identifies the row: its session, view and tab. */
  readonly key: string;
  readonly sessionId: string;
  readonly username: string;
  /** null: on the view itself, or on no view. */
  readonly tab: string | null;
  readonly visible: boolean;
  /** Since when the session has been on this view and tab with this visibility, in epoch seconds. */
  readonly since: number;
  /**
   * When the row appeared, in epoch milliseconds; undefined for a row of the first snapshot, and once the mark is over.
   */
  readonly arrivedAt?: number | undefined;
  /** When the row left, in epoch milliseconds; undefined while it is there. */
  readonly leftAt?: number | undefined;
  /**
   * The place to which the session went when the row left; undefined while the row is there, and if the stream no
   * longer has the session.
   */
  readonly wentTo?: Pick<LivePlace, 'view' | 'tab'> | undefined;
}

/** The sessions on one view. */
export interface LiveGroup {
  /** undefined: the sessions that have not shown a view yet. */
  readonly view: string | undefined;
  readonly rows: readonly LiveRow[];
}

interface Placed {
  readonly view: string | undefined;
  readonly row: LiveRow;
}

const rowOf = (
  { _id, username }: LiveSessionAnswer,
  place: Omit<LivePlace, 'view'> & { view: string | undefined },
): Placed => {
  const { view, tab, visible, since } = place;
  const key = JSON.stringify([_id, view, tab]);
  return { view, row: { key, sessionId: _id, username, tab, visible, since } };
};

/**
 * Returns a row for each place of each session, by key. A session without any place gets one row, on no view.
 * @param view shows only the places on this view
 */
const placedRows = (sessions: LiveSessions, view: string | undefined): Map<string, Placed> => {
  const placed = new Map<string, Placed>();
  const add = (each: Placed): void => void placed.set(each.row.key, each);
  for (const session of sessions.values()) {
    const places = session.places.filter((place) => view === undefined || place.view === view);
    for (const place of places) add(rowOf(session, place));
    if (session.places.length === 0) {
      add(rowOf(session, { view: undefined, tab: null, visible: false, since: session.start }));
    }
  }
  return placed;
};

const isThere = ({ leftAt }: LiveRow): boolean => leftAt === undefined;

/** Returns the rows that have not left. */
export const presentRows = ({ rows }: LiveGroup): LiveRow[] => rows.filter(isThere);

const byTimeThere = (one: LiveRow, other: LiveRow): number =>
  one.since - other.since || (one.key < other.key ? -1 : 1);

/**
 * Returns the groups with the most visible rows first, and the group without a view last. Within each group, the rows
 * that are there longest come first.
 */
export const sortGroups = (groups: readonly LiveGroup[]): LiveGroup[] => {
  const counted = groups.map(({ view, rows }) => ({
    group: { view, rows: rows.toSorted(byTimeThere) },
    visible: rows.filter((row) => isThere(row) && row.visible).length,
    present: rows.filter(isThere).length,
  }));
  const name = ({ view }: LiveGroup): string => view ?? '';
  return counted
    .sort(
      (one, other) =>
        Number(one.group.view === undefined) - Number(other.group.view === undefined) ||
        other.visible - one.visible ||
        other.present - one.present ||
        name(one.group).localeCompare(name(other.group)),
    )
    .map(({ group }) => group);
};

/** Returns the groups for a page that shows none yet, sorted. No row is marked as an arrival. */
export const firstGroups = (sessions: LiveSessions, view: string | undefined): LiveGroup[] =>
  sortGroups(append([], [...placedRows(sessions, view).values()]));

/** Appends rows to their groups, and new groups to the list. Groups without new rows stay the same objects. */
const append = (groups: readonly LiveGroup[], added: readonly Placed[]): LiveGroup[] => {
  const byView = new Map<string | undefined, LiveRow[]>();
  for (const { view, row } of added) {
    const rows = byView.get(view);
    if (rows) rows.push(row);
    else byView.set(view, [row]);
  }
  const grown = groups.map((group) => {
    const more = byView.get(group.view);
    byView.delete(group.view);
    return more ? { ...group, rows: [...group.rows, ...more] } : group;
  });
  return [...grown, ...[...byView].map(([view, rows]) => ({ view, rows }))];
};

const isExpired = (markedAt: number | undefined, now: number): boolean =>
  markedAt !== undefined && now - markedAt >= MARK_MS;

/** Returns the updated row: the same object if nothing has changed, undefined {@link MARK_MS} after it left. */
const updateRow = (
  row: LiveRow,
  placed: LiveRow | undefined,
  session: LiveSessionAnswer | undefined,
  now: number,
): LiveRow | undefined => {
  if (placed) {
    const arrivedAt = isExpired(row.arrivedAt, now) ? undefined : row.arrivedAt;
    const isSame =
      isThere(row) &&
      row.visible === placed.visible &&
      row.since === placed.since &&
      row.arrivedAt === arrivedAt;
    return isSame ? row : { ...placed, arrivedAt };
  }
  if (isExpired(row.leftAt, now)) return undefined;
  if (!isThere(row)) return row;
  const wentTo = session?.places.find(({ visible }) => visible) ?? session?.places[0];
  return { ...row, arrivedAt: undefined, leftAt: now, wentTo };
};

/**
 * Brings the groups up to date without moving a row: new rows come last in their groups, and new groups last on the
 * page. Rows that have left stay for {@link MARK_MS}. Rows and groups that have not changed stay the same objects.
 * @param now epoch milliseconds
 * @param view shows only the places on this view
 */
export const updateGroups = (
  groups: readonly LiveGroup[],
  sessions: LiveSessions,
  view: string | undefined,
  now: number,
): LiveGroup[] => {
  const placed = placedRows(sessions, view);
  const known = groups.flatMap((group) => {
    const rows = group.rows.flatMap((row) => {
      const there = placed.get(row.key)?.row;
      placed.delete(row.key);
      return updateRow(row, there, sessions.get(row.sessionId), now) ?? [];
    });
    if (rows.length === 0) return [];
    const isSame = rows.length === group.rows.length && rows.every((row, index) => row === group.rows[index]);
    return isSame ? group : { ...group, rows };
  });
  const added = [...placed.values()]
    .sort((one, other) => byTimeThere(one.row, other.row))
    .map(({ view: on, row }) => ({ view: on, row: { ...row, arrivedAt: now } }));
  return append(known, added);
};

/** Returns when the next mark ends, in epoch milliseconds; Infinity if no row is marked. */
export const nextExpiry = (groups: readonly LiveGroup[]): number => {
  let first = Infinity;
  for (const { rows } of groups) {
    for (const { arrivedAt = Infinity, leftAt = Infinity } of rows)
      first = Math.min(first, arrivedAt, leftAt);
  }
  return first + MARK_MS;
};

/** Returns how many rows would appear, leave or change if the groups were brought up to date. */
export const countChanges = (
  groups: readonly LiveGroup[],
  sessions: LiveSessions,
  view: string | undefined,
): number => {
  const placed = placedRows(sessions, view);
  let changes = 0;
  for (const row of groups.flatMap(presentRows)) {
    const there = placed.get(row.key)?.row;
    placed.delete(row.key);
    if (!there || there.visible !== row.visible || there.since !== row.since) changes++;
  }
  return changes + placed.size;
};

/** Counts of what the groups show. */
export interface LiveFigures {
  readonly sessions: number;
  readonly people: number;
  /** The number of sessions that show a view on screen. */
  readonly visible: number;
  /** The number of views that at least one session shows on screen. */
  readonly views: number;
}

export const figuresOf = (groups: readonly LiveGroup[]): LiveFigures => {
  const rows = groups.flatMap(presentRows);
  const visible = rows.filter((row) => row.visible);
  return {
    sessions: new Set(rows.map(({ sessionId }) => sessionId)).size,
    people: new Set(rows.map(({ username }) => username)).size,
    visible: new Set(visible.map(({ sessionId }) => sessionId)).size,
    views: groups.filter(({ rows: all }) => all.some((row) => isThere(row) && row.visible)).length,
  };
};
