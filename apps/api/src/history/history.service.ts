import { Readable } from 'node:stream';
import { Injectable, NotFoundException } from '@nestjs/common';
import {
  type ActiveWindow,
  activeWindowAt,
  type SessionDetailAnswer,
  type SessionsAnswer,
  type SessionsQuery,
  toMillisecondsIfSet,
} from '@dwell/shared';
import { Clock } from '../platform/clock.js';
import { InvalidFields } from '../http/validation.js';
import { Streams } from '../http/streams.js';
import { Settings } from '../platform/settings/settings.js';
import { type ListedSession, type SessionQuery, SessionStore } from '../store/ports/session-store.js';
import { cursorAt, decodeCursor, encodeCursor } from './cursor.js';
import { toSessionAnswer, toStretchAnswer } from './session-answer.js';

/**
 * How many sessions are read from the store at a time while a whole list is streamed. So many stay in memory while a
 * client reads slowly.
 */
const STREAM_PAGE_SIZE = 100;

/** Lists sessions, and shows one session with its trail. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly store: SessionStore,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly streams: Streams,
  ) {}

  /** Resolves to one page if the query has a limit, else to a stream of all matches as JSON text. */
  async list(query: SessionsQuery): Promise<SessionsAnswer | Readable> {
    const sessionQuery = this.toSessionQuery(query);
    if (query.limit === undefined) return this.stream(sessionQuery);
    const found = await this.store.listSessions({ ...sessionQuery, limit: query.limit + 1 });
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    return {
      description: 'Sessions',
      sessions: page.map((session) => toSessionAnswer(session, sessionQuery.activeWindow, query.view)),
      ...(found.length > page.length && last ? { next_cursor: encodeCursor(sessionQuery, last) } : {}),
    };
  }

  /**
   * Resolves to one session. With a `view`, the session has the same figures about this view as in a list with this
   * view.
   */
  async find(id: string, view?: string): Promise<SessionDetailAnswer> {
    const session = await this.store.findSession(id);
    if (!session) throw new NotFoundException('There is no session with this id');
    return {
      description: 'Session',
      session: {
        ...toSessionAnswer(session, this.activeWindow(), view),
        trail: session.trail.map(toStretchAnswer),
      },
    };
  }

  /**
   * Reads the first page before it resolves, so that a store that fails at once gives an error answer and not a cut
   * list.
   */
  private async stream(sessionQuery: SessionQuery): Promise<Readable> {
    const first = await this.store.listSessions(sessionQuery);
    return Readable.from(this.chunks(sessionQuery, first), { objectMode: false });
  }

  private async *chunks(sessionQuery: SessionQuery, first: ListedSession[]): AsyncGenerator<string> {
    yield '{"description":"Sessions","sessions":[';
    const { activeWindow, view } = sessionQuery;
    let page = first;
    let separator = '';
    while (page.length > 0) {
      const sessions = page;
      const text = await this.streams.takeTurn(() =>
        sessions.map((session) => JSON.stringify(toSessionAnswer(session, activeWindow, view))).join(','),
      );
      yield separator + text;
      separator = ',';
      const last = page.at(-1);
      if (!last || page.length < sessionQuery.limit) break;
      page = await this.store.listSessions({ ...sessionQuery, after: cursorAt(sessionQuery, last) });
    }
    yield ']}';
  }

  private toSessionQuery(query: SessionsQuery): SessionQuery {
    const { sort = 'start', order = 'asc', cursor, from, to } = query;
    if (from !== undefined && to !== undefined && from >= to) {
      throw new InvalidFields([{ field: 'from', message: 'must be before to' }]);
    }
    if (query.view === undefined) {
      const message = 'needs the parameter view';
      if (query.here_now !== undefined) throw new InvalidFields([{ field: 'here_now', message }]);
      if (sort === 'view_duration')
        throw new InvalidFields([{ field: 'sort', message: `view_duration ${message}` }]);
    }
    return {
      usernames: query.usernames,
      usernamePrefix: query.username,
      active: query.active,
      startedAfter: toMillisecondsIfSet(query.started_after),
      stoppedBefore: toMillisecondsIfSet(query.stopped_before),
      view: query.view,
      hereNow: query.here_now,
      from: toMillisecondsIfSet(from),
      to: toMillisecondsIfSet(to),
      minDurationMs: toMillisecondsIfSet(query.min_duration),
      sort,
      order,
      limit: STREAM_PAGE_SIZE,
      after: cursor === undefined ? undefined : decodeCursor(cursor, { sort, order, view: query.view }),
      activeWindow: this.activeWindow(),
    };
  }

  private activeWindow(): ActiveWindow {
    return activeWindowAt(this.clock.now(), this.settings.aliveMs);
  }
}
