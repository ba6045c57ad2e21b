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
import { GroupMembers } from '../http/group-members.js';
import { InvalidFields } from '../http/validation.js';
import type { Export, ExportFormat } from '../http/formats/exports.js';
import { readAhead, Streams } from '../http/streams.js';
import { Settings } from '../platform/settings/settings.js';
import { type ListedSession, type SessionQuery, SessionStore } from '../store/ports/session-store.js';
import { cursorAt, decodeCursor, encodeCursor } from './cursor.js';
import { toSessionAnswer, toStretchAnswer } from './session-answer.js';
import { sessionExport, type ToSessionAnswer } from './session-export.js';

/**
 * How many sessions are read from the store at a time while a list without limit, or an export, is streamed. So many
 * stay in memory while a client reads slowly.
 */
const STREAM_PAGE_SIZE = 100;

/** A query without a limit: it asks for all pages. */
type UnboundedQuery = Omit<SessionQuery, 'limit'>;

export const NO_SESSION = 'There is no session with this id';

/** Lists sessions, exports them, and shows one session with its trail. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly store: SessionStore,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly streams: Streams,
    private readonly groups: GroupMembers,
  ) {}

  /** Resolves to one page if the query has a limit, else to a stream of Node that yields all matches as JSON text. */
  async list(query: SessionsQuery): Promise<SessionsAnswer | Readable> {
    const sessionQuery = await this.toSessionQuery(query);
    const { limit } = query;
    if (limit === undefined) return this.stream(sessionQuery);
    const found = await this.store.listSessions({ ...sessionQuery, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      description: 'Sessions',
      sessions: page.map(answerer(sessionQuery)),
      ...(found.length > page.length && last ? { next_cursor: encodeCursor(sessionQuery, last) } : {}),
    };
  }

  /** Resolves to all matches as a file; with a limit, to at most so many of them. */
  async export(query: SessionsQuery, format: ExportFormat): Promise<Export> {
    const sessionQuery = await this.toSessionQuery(query);
    const pages = await readAhead(this.pages(sessionQuery, query.limit));
    return sessionExport(query, format, { pages, toAnswer: answerer(sessionQuery), now: this.clock.now() });
  }

  /**
   * Resolves to one session. With a `view`, the session has the same figures about this view as in a list with this
   * view.
   */
  async find(id: string, view?: string): Promise<SessionDetailAnswer> {
    const session = await this.store.findSession(id);
    if (!session) throw new NotFoundException(NO_SESSION);
    return {
      description: 'Session',
      session: {
        ...toSessionAnswer(session, this.activeWindow(), view),
        trail: session.trail.map(toStretchAnswer),
      },
    };
  }

  private async stream(sessionQuery: UnboundedQuery): Promise<Readable> {
    const pages = await readAhead(this.pages(sessionQuery));
    return Readable.from(this.chunks(pages, answerer(sessionQuery)), { objectMode: false });
  }

  /** Yields the matching sessions, up to `limit` of them. Each page is read from the store when it is asked for. */
  private async *pages(query: UnboundedQuery, limit = Infinity): AsyncGenerator<ListedSession[]> {
    let left = limit;
    let after = query.after;
    for (;;) {
      const size = Math.min(STREAM_PAGE_SIZE, left);
      const page = await this.store.listSessions({ ...query, limit: size, after });
      const last = page.at(-1);
      if (!last) return;
      yield page;
      left -= page.length;
      if (left === 0 || page.length < size) return;
      after = cursorAt(query, last);
    }
  }

  private async *chunks(
    pages: AsyncGenerator<ListedSession[]>,
    toAnswer: ToSessionAnswer,
  ): AsyncGenerator<string> {
    yield '{"description":"Sessions","sessions":[';
    let separator = '';
    for await (const page of pages) {
      const text = await this.streams.takeTurn(() =>
        page.map((session) => JSON.stringify(toAnswer(session))).join(','),
      );
      yield separator + text;
      separator = ',';
    }
    yield ']}';
  }

  private async toSessionQuery(query: SessionsQuery): Promise<UnboundedQuery> {
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
      ...(await this.groups.select(query)),
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
      after: cursor === undefined ? undefined : decodeCursor(cursor, { sort, order, view: query.view }),
      activeWindow: this.activeWindow(),
    };
  }

  private activeWindow(): ActiveWindow {
    return activeWindowAt(this.clock.now(), this.settings.aliveMs);
  }
}

/** Returns a function that converts sessions to their wire form, as they are at the time of the query. */
const answerer =
  ({ activeWindow, view }: UnboundedQuery): ToSessionAnswer =>
  (session) =>
    toSessionAnswer(session, activeWindow, view);
