import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Operation } from '../http/api-docs/operation.js';
import { RequireRole } from '../auth/guard/access.js';
import { type Caller, CurrentCaller } from '../auth/guard/caller.js';
import { LiveQueryDto } from './live-query.dto.js';
import { LIVE_HEADERS, LIVE_ROLE, LiveService } from './live.service.js';

const ABOUT = `The data of each event is JSON in one line. \`snapshot\` (LiveSnapshotAnswer) has all active sessions that the filters admit;
it comes first, and replaces whatever the client knows. \`change\` (LiveChangeAnswer) has what has changed since the event before.
\`heartbeat\` (LiveHeartbeatAnswer) comes every 15 seconds. The stream goes on until the client or the server ends it.`;

const EXAMPLE = `retry: 3000

event: snapshot
id: 6f1c0a2b9d3e-0-4f53cda18c2b
data: {"time":1772442000,"sessions":[{"_id":"f1aff9a5-9f39-8953-b769-a6173ddc4418","id_beaker_session":"YW5uYV9kZXNr","username":"anna","start":1772441400,"places":[{"view":"/work","tab":"summary","visible":true,"since":1772441700}],"last_ping":1772441980}]}

event: change
id: 6f1c0a2b9d3e-1-4f53cda18c2b
data: {"time":1772442001,"changed":[],"pinged":[{"_id":"f1aff9a5-9f39-8953-b769-a6173ddc4418","last_ping":1772442001}],"gone":[]}

`;

@ApiTags('live')
@Controller('api/v2/live')
@RequireRole(LIVE_ROLE)
export class LiveController {
  constructor(private readonly live: LiveService) {}

  @Get()
  @Operation({
    id: 'followSessions',
    summary: 'Follow who is on which view now: a snapshot, then changes, as server-sent events',
    description: ABOUT,
    formats: { 'text/event-stream': EXAMPLE },
    headers: { 'X-Accel-Buffering': 'Always `no`: a proxy must pass each event on at once.' },
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'The id of the latest event that the client has. The stream goes on after it if possible.',
    schema: { type: 'string', maxLength: 1_000 },
  })
  async follow(
    @Query() query: LiveQueryDto,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (reply.request.method === 'HEAD') await reply.headers(LIVE_HEADERS).send();
    else await this.live.stream(query, caller, reply);
  }
}
