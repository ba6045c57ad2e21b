import type { Readable } from 'node:stream';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { SessionAnswer, SessionDetailAnswer, SessionsAnswer } from '@dwell/shared';
import { Operation } from '../http/api-docs/operation.js';
import type { FastifyReply } from 'fastify';
import { Exports } from '../http/formats/exports.js';
import { readFormat } from '../http/formats/read-format.js';
import { Streams } from '../http/streams.js';
import { RequireRole } from '../auth/guard/access.js';
import { type Caller, CurrentCaller, publicName } from '../auth/guard/caller.js';
import { withFiles } from '../http/formats/with-files.js';
import { SESSIONS_TABLE, sessionColumns } from './session-tables.js';
import { HistoryService, NO_SESSION } from './history.service.js';
import { SessionDetailQueryDto, SessionsQueryDto } from './sessions-query.dto.js';

const SESSION: SessionAnswer = {
  _id: '9f86d081-884c-8d65-9a2f-eaa0c55ad015',
  id_beaker_session: 'YW5uYV9sYXB0b3A=',
  username: 'anna',
  start: 1_772_442_000,
  last_ping: 1_772_442_150,
  last_visible_ping: 1_772_442_060,
  last_visible_path: ['/view/weather', 'tab_map'],
  visible_duration: 60,
  tab_duration: { '/view/weather': { tab_map: 60 } },
  active: true,
};

@ApiTags('history')
@Controller('api/v2')
@RequireRole('analyst')
export class HistoryController {
  constructor(
    private readonly history: HistoryService,
    private readonly streams: Streams,
    private readonly exports: Exports,
  ) {}

  // Older documentation shows the list under session-hide, so both paths answer.
  @Get(['sessions', 'session-hide'])
  @Operation({
    id: 'listSessions',
    olderIds: { 'session-hide': 'listSessionsAtOlderPath' },
    summary: 'List sessions: with limit one page, without it a stream of all that match',
    answer: 'SessionsAnswer',
    ...withFiles(
      SESSIONS_TABLE,
      { description: 'Sessions', sessions: [SESSION] },
      { toLine: (session) => session, possibleColumns: sessionColumns('') },
    ),
  })
  async list(
    @Query() query: SessionsQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentCaller() caller: Caller,
  ): Promise<SessionsAnswer | Readable> {
    const format = readFormat(query, reply.request, ['decimal', 'bom', 'rows', 'tz']);
    if (format !== 'json' || query.limit === undefined) await this.streams.begin(reply, publicName(caller));
    if (format !== 'json') return this.exports.send(reply, await this.history.export(query, format));
    void reply.type('application/json; charset=utf-8');
    return this.history.list(query);
  }

  @Get('sessions/:id')
  @Operation({
    id: 'getSession',
    summary: 'Show one session with its trail',
    parameters: { id: 'The `_id` of the session.' },
    answer: 'SessionDetailAnswer',
    example: {
      description: 'Session',
      session: {
        ...SESSION,
        trail: [
          { from: 1_772_442_000, to: 1_772_442_060, state: 'visible', path: ['/view/weather', 'tab_map'] },
          { from: 1_772_442_060, to: 1_772_442_150, state: 'hidden' },
        ],
      },
    },
    errors: { 404: NO_SESSION },
  })
  find(@Param('id') id: string, @Query() { view }: SessionDetailQueryDto): Promise<SessionDetailAnswer> {
    return this.history.find(id, view);
  }
}
