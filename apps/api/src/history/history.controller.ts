import type { Readable } from 'node:stream';
import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { SessionDetailAnswer, SessionsAnswer } from '@dwell/shared';
import { RequireRole } from '../auth/guard/access.js';
import { HistoryService } from './history.service.js';
import { SessionsQueryDto } from './sessions-query.dto.js';

@ApiTags('history')
@Controller('api/v2')
@RequireRole('analyst')
export class HistoryController {
  constructor(private readonly history: HistoryService) {}

  // The older documentation prints the list under session-hide; both answer.
  @Get(['sessions', 'session-hide'])
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOperation({ summary: 'Sessions: a page with limit, every match as a stream without' })
  list(@Query() query: SessionsQueryDto): Promise<SessionsAnswer | Readable> {
    return this.history.list(query);
  }

  @Get('sessions/:id')
  @ApiOperation({ summary: 'One session with its trail' })
  find(@Param('id') id: string): Promise<SessionDetailAnswer> {
    return this.history.find(id);
  }
}
