import type { Readable } from 'node:stream';
import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { SessionAnswer, SessionDetailAnswer, SessionsAnswer } from '@dwell/shared';
import { Operation } from '../http/api-docs/operation.js';
import type { FastifyReply } from 'fastify';
import { Streams } from '../http/streams.js';
import { RequireRole } from '../auth/guard/access.js';
import { type Caller, CurrentCaller, publicName } from '../auth/guard/caller.js';
import { HistoryService } from './history.service.js';
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
  ) {}

  // Older documentation shows the list under session-hide, so both paths answer.
  @Get(['sessions', 'session-hide'])
  @Header('content-type', 'application/json; charset=utf-8')
  @Operation({
    id: 'listSessions',
    olderIds: { 'session-hide': 'listSessionsAtOlderPath' },
    summary: 'List sessions: with limit one page, without it a stream of all that match',
    answer: 'SessionsAnswer',
    example: { description: 'Sessions', sessions: [SESSION] },
  })
  async list(
    @Query() query: SessionsQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentCaller() caller: Caller,
  ): Promise<SessionsAnswer | Readable> {
    if (query.limit === undefined) await this.streams.begin(reply, publicName(caller));
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
    errors: { 404: 'There is no session with this id' },
  })
  find(@Param('id') id: string, @Query() { view }: SessionDetailQueryDto): Promise<SessionDetailAnswer> {
    return this.history.find(id, view);
  }
}
