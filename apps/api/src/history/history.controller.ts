import type { Readable } from 'node:stream';
import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { SessionDetailAnswer, SessionsAnswer } from '@dwell/shared';
import type { FastifyReply } from 'fastify';
import { Streams } from '../http/streams.js';
import { RequireRole } from '../auth/guard/access.js';
import { type Caller, CurrentCaller, publicName } from '../auth/guard/caller.js';
import { HistoryService } from './history.service.js';
import { SessionDetailQueryDto, SessionsQueryDto } from './sessions-query.dto.js';

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
  @ApiOperation({ summary: 'List sessions: with limit one page, without it a stream of all that match' })
  async list(
    @Query() query: SessionsQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentCaller() caller: Caller,
  ): Promise<SessionsAnswer | Readable> {
    if (query.limit === undefined) await this.streams.begin(reply, publicName(caller));
    return this.history.list(query);
  }

  @Get('sessions/:id')
  @ApiOperation({ summary: 'Show one session with its trail' })
  find(@Param('id') id: string, @Query() { view }: SessionDetailQueryDto): Promise<SessionDetailAnswer> {
    return this.history.find(id, view);
  }
}
