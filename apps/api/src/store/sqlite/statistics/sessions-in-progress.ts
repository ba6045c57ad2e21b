import type { ActiveWindow } from '@dwell/shared';
import { isInWindow } from '@dwell/shared';
import { type Kysely, sql } from 'kysely';
import { MINUTE_MS, minutesIn } from '../../model/whole-minutes.js';
import type { SessionsFrom, SlotWindow, StatisticsFilter } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import { valuesOf } from '../list/filters.js';
import type { SessionSearch } from '../list/search.js';
import { SPAN_CLASSES } from '../schema/span-class.js';
import type { SessionTable, Tables } from '../schema/tables.js';
import { union } from '../list/parts.js';

type Span = Pick<SessionTable, 'start' | 'last_ping' | 'superseded'>;

/** How the number of sessions in progress changes from minute to minute. */
class Changes {
  /** The difference to the minute before, by minute. For the window's first minute it is the whole number. */
  private readonly byMinute = new Map<number, number>();

  constructor(private readonly window: SlotWindow) {}

  /** Adds sessions that are in progress from the minute `at` on, or at the window's beginning if that is later. */
  begin(at: number, sessions: number): void {
    const minute = Math.max(at, this.window.from);
    if (minute < this.window.to) this.byMinute.set(minute, (this.byMinute.get(minute) ?? 0) + sessions);
  }

  addSession(start: number, end: number, sign: 1 | -1): void {
    const minutes = minutesIn(start, end);
    if (!minutes || minutes.last < this.window.from) return;
    this.begin(minutes.first, sign);
    this.begin(minutes.last + MINUTE_MS, -sign);
  }

  /** Returns the numbers up to `now`, those that repeat the one before left out. */
  upTo(now: number): SessionsFrom[] {
    const { from } = this.window;
    if (from > now) return [];
    let sessions = this.byMinute.get(from) ?? 0;
    const numbers = [{ at: from, sessions }];
    for (const [at, difference] of [...this.byMinute].sort(([a], [b]) => a - b)) {
      if (at === from || at > now || difference === 0) continue;
      sessions += difference;
      numbers.push({ at, sessions });
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
  ) {}

  count(
    window: SlotWindow,
    { usernames, notUsernames }: StatisticsFilter,
    active: ActiveWindow,
    now: number,
  ): SessionsFrom[] {
    const changes = new Changes(window);
    const add = (spans: readonly Span[], sign: 1 | -1): void => {
      for (const span of spans) changes.addSession(span.start, endOf(span, active, now), sign);
    };
    if (usernames) {
      add(this.ofUsers(usernames, window, active), 1);
    } else {
      this.addSettled(changes, window);
      this.lengthenSettled(changes, active, now);
      add(this.unsettled(), 1);
      if (notUsernames) add(this.ofUsers(notUsernames, window, active), -1);
    }
    return changes.upTo(now);
  }

  /** Adds all settled sessions, each until its last ping. */
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

  /** A settled session can still be active: then it goes on until now. */
  private lengthenSettled(changes: Changes, active: ActiveWindow, now: number): void {
    const byClass = SPAN_CLASSES.map((spanClass) =>
      this.db
        .selectFrom('session')
        .where('settled', '=', sql.lit(1))
        .where('span_class', '=', sql.lit(spanClass))
        .where('last_ping', '>', active.after)
        .where('last_ping', '<=', active.until)
        .where('superseded', '=', sql.lit(0))
        .select(['start', 'last_ping', 'superseded']),
    );
    for (const span of this.statements.all(union(byClass))) {
      changes.addSession(span.start, span.last_ping, -1);
      changes.addSession(span.start, endOf(span, active, now), 1);
    }
  }

  private unsettled(): Span[] {
    return this.statements.all(
      this.db
        .selectFrom('session')
        .where('settled', '=', sql.lit(0))
        .select(['start', 'last_ping', 'superseded']),
    );
  }

  /** Returns the users' sessions that are in progress in the window, and all of their active sessions. */
  private ofUsers(usernames: readonly string[], { from, to }: SlotWindow, active: ActiveWindow): Span[] {
    return this.statements.all(
      this.db
        .selectFrom('session')
        .where('username', 'in', valuesOf(usernames))
        .where(sql.ref('last_ping'), '>=', Math.min(from, active.after))
        .where(sql<number>`+start`, '<', to)
        .select(['start', 'last_ping', 'superseded']),
    );
  }
}

/** Returns until when a session is in progress. */
const endOf = ({ last_ping, superseded }: Span, active: ActiveWindow, now: number): number =>
  superseded === 0 && isInWindow(last_ping, active) ? Math.max(now, last_ping) : last_ping;
