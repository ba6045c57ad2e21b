import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  KEEPALIVE_INTERVAL_HEADER,
  type KeepaliveAnswer,
  type SessionHideAnswer,
  type SessionStartAnswer,
} from '@dwell/shared';
import type { FastifyReply } from 'fastify';
import { type Caller, CurrentCaller } from '../auth/guard/caller.js';
import { RequireRole } from '../auth/guard/access.js';
import { TakesText } from '../http/bodies.js';
import { Settings } from '../platform/settings/settings.js';
import { KeepaliveDto, SessionHideDto, SessionStartDto } from './recording.dto.js';
import { RecordingService } from './recording.service.js';

/**
 * What a web UI sends. Bodies are taken as they come and checked by the service (see ping-body.ts);
 * the DTOs say the same to the API's documentation.
 */
@ApiTags('recording')
@Controller('api/v2')
@RequireRole('reporter')
export class RecordingController {
  constructor(
    private readonly recording: RecordingService,
    private readonly settings: Settings,
  ) {}

  @Post('sessionstart')
  @TakesText()
  @HttpCode(200)
  @ApiOperation({ summary: 'Start a session; an active one is left as it is' })
  @ApiBody({ type: SessionStartDto, required: false })
  start(
    @CurrentCaller() caller: Caller,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionStartAnswer> {
    reply.header(KEEPALIVE_INTERVAL_HEADER, this.settings.keepaliveIntervalMs / 1000);
    return this.recording.start(caller, body);
  }

  @Get('sessionstart')
  @ApiOperation({ summary: 'The same, as older UIs call it' })
  startByGet(
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionStartAnswer> {
    return this.start(caller, undefined, reply);
  }

  @Post('keepalive')
  @TakesText()
  @HttpCode(200)
  @ApiOperation({ summary: 'Still here, visible or not, on this path' })
  @ApiBody({ type: KeepaliveDto })
  keepalive(@CurrentCaller() caller: Caller, @Body() body: unknown): Promise<KeepaliveAnswer> {
    return this.recording.keepalive(caller, body);
  }

  @Post(['session-hide', 'session_hide', 'session_tracepath'])
  @TakesText()
  @HttpCode(200)
  @ApiOperation({ summary: 'This path is being left or hidden' })
  @ApiBody({ type: SessionHideDto })
  hide(@CurrentCaller() caller: Caller, @Body() body: unknown): Promise<SessionHideAnswer> {
    return this.recording.hide(caller, body);
  }
}
