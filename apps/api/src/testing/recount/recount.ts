import type { StatisticsQuery } from '@dwell/shared';
import { ALIVE_MS, type CountedSession, type CountedVisit, type Piece, TOLERANCE_MS } from './sessions.js';
import type { Window } from './wall-clock.js';

/**
 * The filters of a query. Only the selected users' sessions, time and visits count; with a view, only those on the
 * view.
 */
export type Selection = Pick<StatisticsQuery, 'usernames' | 'not_usernames' | 'view'>;

/** What a server should know at an instant, counted again from the pings. Looks at everything for every question. */
export class Recount {
  constructor(
    private readonly sessions: readonly CountedSession[],
    /** Epoch milliseconds. */
    readonly now: number,
  ) {}

  /** Returns the pieces of time in a window, cut at its edges. */
  pieces({ from, to }: Window, selection: Selection): Piece[] {
    return this.sessionsOf(selection).flatMap(({ pieces }) =>
      pieces
        .filter((piece) => isOnView(piece, selection))
        .map((piece) => ({ ...piece, from: Math.max(piece.from, from), to: Math.min(piece.to, to) }))
        .filter((piece) => piece.from < piece.to),
    );
  }

  /** Returns the visits that count in a window. */
  visits({ from, to }: Window, selection: Selection): CountedVisit[] {
    return this.sessionsOf(selection).flatMap(({ visits }) =>
      visits.filter((visit) => visit.slot >= from && visit.slot < to && isOnView(visit, selection)),
    );
  }

  /** Returns the sessions that overlap a window; with a view, those of them that were ever on the view. */
  overlapping({ from, to }: Window, selection: Selection): CountedSession[] {
    return this.sessionsOf(selection).filter(
      ({ start, lastPing, views }) =>
        start < to && lastPing >= from && (selection.view === undefined || views.has(selection.view)),
    );
  }

  /** Counts the active sessions; with a view, those that are here now on it. */
  active(selection: Selection): number {
    return this.sessionsOf(selection).filter(
      (session) =>
        this.isActive(session) &&
        (selection.view === undefined || session.viewsShownAt(this.now).has(selection.view)),
    ).length;
  }

  /** Counts the sessions in progress at an instant. */
  inProgress(sessions: readonly CountedSession[], at: number): number {
    return sessions.filter((session) => {
      const { start, lastPing } = session;
      return start <= at && at <= (this.isActive(session) ? Math.max(lastPing, this.now) : lastPing);
    }).length;
  }

  /** Returns all sessions of the selected users, on any view. */
  sessionsOf({ usernames, not_usernames: excluded }: Selection): CountedSession[] {
    return this.sessions.filter(
      ({ username }) => (!usernames || usernames.includes(username)) && !excluded?.includes(username),
    );
  }

  private isActive({ superseded, lastPing }: CountedSession): boolean {
    return !superseded && lastPing > this.now - ALIVE_MS && lastPing <= this.now + TOLERANCE_MS;
  }
}

const isOnView = ({ view }: { readonly view: string }, selection: Selection): boolean =>
  selection.view === undefined || selection.view === view;
