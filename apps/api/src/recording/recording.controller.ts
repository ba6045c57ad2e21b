import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiTags, getSchemaPath } from '@nestjs/swagger';
import {
  KEEPALIVE_INTERVAL_HEADER,
  type KeepaliveAnswer,
  type SessionHideAnswer,
  type SessionStartAnswer,
  toSeconds,
  USER_HEADER,
} from '@dwell/shared';
import { Operation } from '../http/api-docs/operation.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequireRole } from '../auth/guard/access.js';
import { type Caller, callerOf } from '../auth/guard/caller.js';
import { TakesText } from '../http/bodies.js';
import { ForAllowedOrigins } from '../http/origins.js';
import { InvalidFields } from '../http/validation.js';
import { Settings } from '../platform/settings/settings.js';
import { SessionKeyCache } from '../store/model/session-key.js';
import type { RecordingRequest } from './key-draft.js';
import { checkKeepalive, checkSessionHide, checkSessionStart, toPing } from './ping-body.js';
import { RequestRecorder } from './recorder.js';
import { KeepaliveDto, SessionHideDto, SessionStartDto } from './recording.dto.js';
import { MUST_NAME_USER, SESSION_NOT_VALID, SessionNotValid } from './refusals.js';

const PATH = ['/view/weather', 'tab_map'];

const STARTED = {
  answer: 'SessionStartAnswer',
  example: { description: 'Session Start' },
  headers: { [KEEPALIVE_INTERVAL_HEADER]: 'How often to send a keepalive, in seconds.' },
} as const;

const NOT_VALID = {
  description:
    'The body or a header is not valid, or there is no active session: then call sessionstart first.',
  answer: 'PingRefusedAnswer',
  example: SESSION_NOT_VALID,
} as const;

/**
 * The calls that a web UI sends. Each one checks its body by hand (see ping-body.ts), records the request and answers
 * with the outcome; the DTOs only document the bodies. The handlers take the whole request, because Nest sends a
 * parameter such as the body through the validation pipe, even if the pipe has nothing to check.
 */
@ApiTags('recording')
@Controller('api/v2')
@RequireRole('reporter')
export class RecordingController {
  constructor(
    private readonly recorder: RequestRecorder,
    private readonly keys: SessionKeyCache,
    private readonly settings: Settings,
  ) {}

  @Post('sessionstart')
  @ForAllowedOrigins()
  @TakesText()
  @Operation({
    id: 'startSession',
    summary: 'Start a session, unless the caller has an active one',
    body: { client_id: 'laptop' },
    ...STARTED,
  })
  @ApiExtraModels(SessionStartDto)
  @ApiBody({
    required: false,
    // Some HTTP clients send the JSON null where a program gives no body.
    schema: { anyOf: [{ $ref: getSchemaPath(SessionStartDto) }, { type: 'null' }] },
  })
  async start(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionStartAnswer> {
    reply.header(KEEPALIVE_INTERVAL_HEADER, this.settings.keepaliveIntervalMs / 1000);
    const { client_id } = checkSessionStart(request.body);
    await this.record(callerOf(request), client_id, { kind: 'sessionstart' });
    return { description: 'Session Start' };
  }

  @Get('sessionstart')
  @ForAllowedOrigins()
  @Operation({ id: 'startSessionByGet', summary: 'The same by GET, for older UIs', ...STARTED })
  startByGet(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionStartAnswer> {
    return this.start(request, reply);
  }

  @Post('keepalive')
  @ForAllowedOrigins()
  @TakesText()
  @Operation({
    id: 'keepSessionAlive',
    summary: 'Report that the page is open on this path, and whether it is visible',
    body: { visible: true, path: PATH },
    answer: 'KeepaliveAnswer',
    example: { description: 'Session keepalive', time: 1_772_442_060, visible: true, paths: PATH },
    errors: { 400: NOT_VALID },
  })
  @ApiBody({ type: KeepaliveDto })
  async keepalive(@Req() request: FastifyRequest): Promise<KeepaliveAnswer> {
    const keepalive = checkKeepalive(request.body);
    const { visible, path, client_id } = keepalive;
    const ping = toPing('keepalive', visible, keepalive);
    const lastPing = await this.record(callerOf(request), client_id, ping);
    return { description: 'Session keepalive', time: toSeconds(lastPing), visible, paths: path };
  }

  @Post(['session-hide', 'session_hide', 'session_tracepath'])
  @ForAllowedOrigins()
  @TakesText()
  @Operation({
    id: 'hideSession',
    olderIds: { session_hide: 'hideSessionAtOlderPath', session_tracepath: 'hideSessionAtOldestPath' },
    summary: 'Report that the user leaves or hides this path',
    body: { path: PATH },
    answer: 'SessionHideAnswer',
    example: { description: 'Session hide', time: 1_772_442_090, paths: PATH },
    errors: { 400: NOT_VALID },
  })
  @ApiBody({ type: SessionHideDto })
  async hide(@Req() request: FastifyRequest): Promise<SessionHideAnswer> {
    const hide = checkSessionHide(request.body);
    const ping = toPing('session-hide', false, hide);
    const lastPing = await this.record(callerOf(request), hide.client_id, ping);
    return { description: 'Session hide', time: toSeconds(lastPing), paths: hide.path };
  }

  /**
   * Resolves to the session's last ping, in epoch milliseconds; to the time of arrival for a session-hide that is
   * ignored because no session is active.
   * @throws InvalidFields if the caller names no user, SessionNotValid if the ping is rejected
   */
  private async record(
    { username, client }: Caller,
    clientId: string | undefined,
    request: RecordingRequest,
  ): Promise<number> {
    if (username === undefined) {
      throw new InvalidFields([{ field: USER_HEADER, message: MUST_NAME_USER }]);
    }
    const outcome = await this.recorder.record(this.keys.get(username, clientId ?? client), request);
    if (!outcome.recorded) throw new SessionNotValid();
    return outcome.time;
  }
}
