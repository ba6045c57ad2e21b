import type { ActiveWindow } from '@dwell/shared';
import { isInWindow } from '@dwell/shared';
import { type Kysely, sql } from 'kysely';
import { MINUTE_MS, minutesIn } from '../../model/whole-minutes.js';
import type { SessionsFrom, SlotWindow, StatisticsFilter } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import type { SessionSearch } from '../list/search.js';
import type { SessionCounts } from '../packs/session-counts.js';
import { LONG_CLASSES } from '../packs/session-rows.js';
import { SPAN_CLASSES } from '../schema/span-class.js';
import type { SessionTable, Tables } from '../schema/tables.js';
import { union } from '../list/parts.js';

const SPAN = ['username', 'span_class', 'start', 'last_ping', 'superseded'] as const;

type Span = Pick<SessionTable, (typeof SPAN)[number]>;

/** Collects how the number of sessions in progress changes from minute to minute in a window. */
class Changes {
  /**
   * For each minute of the window, how many more sessions are in progress than at the minute before. For the first
   * minute, how many sessions are in progress.
   */
  private readonly differences: Int32Array;

  constructor(private readonly window: SlotWindow) {
    this.differences = new Int32Array(Math.max(0, Math.ceil((window.to - window.from) / MINUTE_MS)));
  }

  /**
   * Adds sessions that are in progress from the minute `at` on, or from the window's beginning on if `at` is earlier.
   */
  begin(at: number, sessions: number): void {
    const minute = Math.max(0, (at - this.window.from) / MINUTE_MS);
    if (minute < this.differences.length) {
      this.differences[minute] = (this.differences[minute] ?? 0) + sessions;
    }
  }

  /** Adds sessions that are in progress at each minute from `first` to `last`, both included. */
  addMinutes(first: number, last: number, sessions: number): void {
    if (last < this.window.from) return;
    this.begin(first, sessions);
    this.begin(last + MINUTE_MS, -sessions);
  }

  addSession(start: number, end: number, sign: 1 | -1): void {
    const minutes = minutesIn(start, end);
    if (minutes) this.addMinutes(minutes.first, minutes.last, sign);
  }

  /**
   * Returns how many sessions are in progress at each minute up to `now`. Leaves out a minute with as many sessions as
   * the minute before.
   */
  upTo(now: number): SessionsFrom[] {
    const numbers: SessionsFrom[] = [];
    let sessions = 0;
    for (let minute = 0; minute < this.differences.length; minute++) {
      const at = this.window.from + minute * MINUTE_MS;
      const difference = this.differences[minute] ?? 0;
      if (at > now) break;
      sessions += difference;
      if (minute === 0 || difference !== 0) numbers.push({ at, sessions });
    }
    return numbers;
  }
}

/** Counts the sessions in progress by minute. */
export class SessionsInProgress {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
    private readonly search: SessionSearch,
    private readonly packed: SessionCounts,
  ) {}

  count(
    window: SlotWindow,
    { usernames, notUsernames }: StatisticsFilter,
    active: ActiveWindow,
    now: number,
  ): SessionsFrom[] {
    const changes = new Changes(window);
    if (usernames) {
      this.addUsers(changes, usernames, window, active, now, 1);
    } else {
      this.addSettled(changes, window);
      this.lengthen(changes, this.activeSettled(active), active, now, 1);
      for (const span of this.unsettled()) changes.addSession(span.start, endOf(span, active, now), 1);
      if (notUsernames) this.addUsers(changes, notUsernames, window, active, now, -1);
    }
    return changes.upTo(now);
  }

  /** Adds the users' sessions (with 1), or subtracts them (with -1). */
  private addUsers(
    changes: Changes,
    usernames: readonly string[],
    window: SlotWindow,
    active: ActiveWindow,
    now: number,
    sign: 1 | -1,
  ): void {
    this.packed.eachSpan(window, { usernames }, (first, last, sessions) => {
      changes.addMinutes(first, last, sign * sessions);
    });
    const isOneOf = new Set(usernames);
    for (const span of [...this.long(window, active), ...this.unsettled()]) {
      if (isOneOf.has(span.username)) changes.addSession(span.start, endOf(span, active, now), sign);
    }
    const lengthened = this.activeSettled(active).filter(
      ({ username, span_class }) => isOneOf.has(username) && !LONG_CLASSES.includes(span_class),
    );
    this.lengthen(changes, lengthened, active, now, sign);
  }

  /** Adds all settled sessions. Each counts until its last ping, also if it is still active; see `lengthen`. */
  private addSettled(changes: Changes, { from, to }: SlotWindow): void {
    const atBegin = { from, to: from + 1 };
    changes.begin(from, this.search.count(atBegin) - this.search.countUnsettled(atBegin));
    const minutes = this.db
      .selectFrom('session_minute')
      .where('minute', '>=', from)
      .where('minute', '<', to)
      .selectAll();
    for (const { minute, started, stopped } of this.statements.all(minutes)) {
      if (minute > from) changes.begin(minute, started);
      changes.begin(minute + MINUTE_MS, -stopped);
    }
  }

  /** Lengthens sessions that were added with the last ping as the end: those still active count until `now`. */
  private lengthen(
    changes: Changes,
    spans: readonly Span[],
    active: ActiveWindow,
    now: number,
    sign: 1 | -1,
  ): void {
    for (const span of spans) {
      changes.addSession(span.start, span.last_ping, sign === 1 ? -1 : 1);
      changes.addSession(span.start, endOf(span, active, now), sign);
    }
  }

  /** Returns the settled sessions that are still active. */
  private activeSettled({ after, until }: ActiveWindow): Span[] {
    const byClass = SPAN_CLASSES.map((spanClass) =>
      this.settledOf(spanClass)
        .where('last_ping', '>', after)
        .where('last_ping', '<=', until)
        .where('superseded', '=', sql.lit(0)),
    );
    return this.statements.all(union(byClass));
  }

  /** Returns the settled sessions that are too long to be packed, and that may be in progress in the window. */
  private long({ from }: SlotWindow, active: ActiveWindow): Span[] {
    const since = Math.min(from, active.after);
    return this.statements.all(
      union(LONG_CLASSES.map((spanClass) => this.settledOf(spanClass).where('last_ping', '>=', since))),
    );
  }

  private settledOf(spanClass: number) {
    return this.db
      .selectFrom('session')
      .where('settled', '=', sql.lit(1))
      .where('span_class', '=', sql.lit(spanClass))
      .select(SPAN);
  }

  private unsettled(): Span[] {
    return this.statements.all(this.db.selectFrom('session').where('settled', '=', sql.lit(0)).select(SPAN));
  }
}

/** Returns the instant until which a session is in progress, in epoch milliseconds. */
const endOf = ({ last_ping, superseded }: Span, active: ActiveWindow, now: number): number =>
  superseded === 0 && isInWindow(last_ping, active) ? Math.max(now, last_ping) : last_ping;
