import { Controller, PayloadTooLargeException, Post, Req } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiTags, getSchemaPath } from '@nestjs/swagger';
import {
  type KeepalivesAnswer,
  type KeepalivesItem,
  MAX_KEEPALIVES_BODY_BYTES,
  MAX_KEEPALIVES_ITEMS,
} from '@dwell/shared';
import type { FastifyRequest } from 'fastify';
import { RequireRole } from '../auth/guard/access.js';
import { callerOf } from '../auth/guard/caller.js';
import { Operation } from '../http/api-docs/operation.js';
import { MEDIA_TYPES } from '../http/formats/read-format.js';
import { TakesLargeBodyInTurn } from '../http/large-bodies.js';
import { TakesNdjson } from '../http/ndjson-bodies.js';
import { InvalidFields } from '../http/validation.js';
import { KeepaliveItemDto, SessionHideItemDto, SessionStartItemDto } from './keepalives.dto.js';
import { KeepalivesService } from './keepalives.service.js';
import { SESSION_NOT_VALID } from './refusals.js';

const TOO_MANY = `A body may have at most ${MAX_KEEPALIVES_ITEMS.toLocaleString('en')} items`;

const ITEMS = [SessionStartItemDto, KeepaliveItemDto, SessionHideItemDto];

const EXAMPLE: readonly KeepalivesItem[] = [
  { call: 'sessionstart', username: 'anna', client_id: 'laptop' },
  { call: 'keepalive', username: 'anna', client_id: 'laptop', visible: true, path: ['/view/weather', 'map'] },
  { call: 'session-hide', username: 'ben', path: ['/view/alarms'] },
];

/** The call of servers that relay the pings of many users. Pages use the calls of the RecordingController. */
@ApiTags('recording')
@Controller('api/v2')
@RequireRole('reporter')
export class KeepalivesController {
  constructor(private readonly keepalives: KeepalivesService) {}

  @Post('keepalives')
  @TakesNdjson(MAX_KEEPALIVES_ITEMS)
  @TakesLargeBodyInTurn(MAX_KEEPALIVES_BODY_BYTES)
  @Operation({
    id: 'recordKeepalives',
    summary: 'Record many keepalives, session-hides and sessionstarts of many users at once',
    description:
      'For servers that relay pings. Each item is recorded, or refused, as if it had come as a call of its own. The items that are not refused are stored with one commit if possible. `results` has the outcome of each item, in the order of the items. In NDJSON, each line is an item.',
    body: EXAMPLE,
    bodyFormats: { [MEDIA_TYPES.ndjson]: EXAMPLE.map((item) => `${JSON.stringify(item)}\n`).join('') },
    answer: 'KeepalivesAnswer',
    example: {
      description: 'Keepalives',
      results: [
        { statusCode: 200, time: 1_772_442_060 },
        { statusCode: 200, time: 1_772_442_060 },
        SESSION_NOT_VALID,
      ],
    },
    errors: { 413: TOO_MANY },
  })
  @ApiExtraModels(...ITEMS)
  @ApiBody({
    required: true,
    schema: {
      type: 'array',
      maxItems: MAX_KEEPALIVES_ITEMS,
      items: { oneOf: ITEMS.map((item) => ({ $ref: getSchemaPath(item) })) },
    },
  })
  async record(@Req() request: FastifyRequest): Promise<KeepalivesAnswer> {
    const items = itemsOf(request.body);
    return { description: 'Keepalives', results: await this.keepalives.record(callerOf(request), items) };
  }
}

const itemsOf = (body: unknown): readonly unknown[] => {
  if (!Array.isArray(body)) {
    throw new InvalidFields([{ field: 'body', message: 'must be a list of items' }]);
  }
  if (body.length > MAX_KEEPALIVES_ITEMS) throw new PayloadTooLargeException(TOO_MANY);
  return body;
};
