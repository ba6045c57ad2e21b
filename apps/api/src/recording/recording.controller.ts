import { BadRequestException, Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import {
  KEEPALIVE_INTERVAL_HEADER,
  type KeepaliveAnswer,
  type Ping,
  type SessionHideAnswer,
  type SessionHideBody,
  type SessionNotValidAnswer,
  type SessionStartAnswer,
  toSeconds,
} from '@dwell/shared';
import type { FastifyReply } from 'fastify';
import { RequireRole } from '../auth/guard/access.js';
import { type Caller, CurrentCaller } from '../auth/guard/caller.js';
import { TakesText } from '../http/bodies.js';
import { ForAllowedOrigins } from '../http/origins.js';
import { InvalidFields } from '../http/validation.js';
import { Settings } from '../platform/settings/settings.js';
import { SessionKeyCache } from '../store/model/session-key.js';
import type { RecordingRequest } from './key-draft.js';
import { checkKeepalive, checkSessionHide, checkSessionStart, toPath } from './ping-body.js';
import { Recorder } from './recorder.js';
import { KeepaliveDto, SessionHideDto, SessionStartDto } from './recording.dto.js';

/**
 * The calls that a web UI sends. Each one checks its body by hand (see ping-body.ts), records the request and answers
 * with the outcome; the DTOs only document the bodies.
 */
@ApiTags('recording')
@Controller('api/v2')
@RequireRole('reporter')
export class RecordingController {
  private readonly keys = new SessionKeyCache();

  constructor(
    private readonly recorder: Recorder,
    private readonly settings: Settings,
  ) {}

  @Post('sessionstart')
  @ForAllowedOrigins()
  @TakesText()
  @HttpCode(200)
  @ApiOperation({ summary: 'Start a session, unless the caller has an active one' })
  @ApiExtraModels(SessionStartDto)
  @ApiBody({
    required: false,
    // Some HTTP clients send the JSON null where a program gives no body.
    schema: { nullable: true, allOf: [{ $ref: getSchemaPath(SessionStartDto) }] },
  })
  async start(
    @CurrentCaller() caller: Caller,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionStartAnswer> {
    reply.header(KEEPALIVE_INTERVAL_HEADER, this.settings.keepaliveIntervalMs / 1000);
    const { client_id } = checkSessionStart(body);
    await this.record(caller, client_id, { kind: 'sessionstart' });
    return { description: 'Session Start' };
  }

  @Get('sessionstart')
  @ForAllowedOrigins()
  @ApiOperation({ summary: 'The same by GET, for older UIs' })
  startByGet(
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionStartAnswer> {
    return this.start(caller, undefined, reply);
  }

  @Post('keepalive')
  @ForAllowedOrigins()
  @TakesText()
  @HttpCode(200)
  @ApiOperation({ summary: 'Report that the page is open on this path, and whether it is visible' })
  @ApiBody({ type: KeepaliveDto })
  async keepalive(@CurrentCaller() caller: Caller, @Body() body: unknown): Promise<KeepaliveAnswer> {
    const keepalive = checkKeepalive(body);
    const { visible, path } = keepalive;
    const lastPing = await this.record(caller, keepalive.client_id, pingOf('keepalive', visible, keepalive));
    return { description: 'Session keepalive', time: toSeconds(lastPing), visible, paths: path };
  }

  @Post(['session-hide', 'session_hide', 'session_tracepath'])
  @ForAllowedOrigins()
  @TakesText()
  @HttpCode(200)
  @ApiOperation({ summary: 'Report that the user leaves or hides this path' })
  @ApiBody({ type: SessionHideDto })
  async hide(@CurrentCaller() caller: Caller, @Body() body: unknown): Promise<SessionHideAnswer> {
    const hide = checkSessionHide(body);
    const lastPing = await this.record(caller, hide.client_id, pingOf('session-hide', false, hide));
    return { description: 'Session hide', time: toSeconds(lastPing), paths: hide.path };
  }

  /** Resolves to the session's last ping, in epoch milliseconds. */
  private async record(
    { username, client }: Caller,
    clientId: string | undefined,
    request: RecordingRequest,
  ): Promise<number> {
    if (username === undefined) {
      throw new InvalidFields([
        { field: 'X-Dwell-User', message: 'must name the user that this key reports for' },
      ]);
    }
    const outcome = await this.recorder.record(this.keys.get(username, clientId ?? client), request);
    if (!outcome.recorded) throw new SessionNotValid();
    return outcome.time;
  }
}

const pingOf = (
  kind: Ping['kind'],
  visible: boolean,
  { path, page_id, elapsed_ms }: SessionHideBody,
): Ping => ({
  kind,
  visible,
  path: toPath(path),
  pageId: page_id,
  elapsedMs: elapsed_ms === undefined ? undefined : Math.round(elapsed_ms),
});

/** Answers a ping whose session has ended or was never started. */
class SessionNotValid extends BadRequestException {
  constructor() {
    super({
      statusCode: 400,
      error: 'Bad Request',
      message: 'There is no active session: call sessionstart first',
      description: 'Session Not Valid',
      name: '',
    } satisfies SessionNotValidAnswer);
  }
}
