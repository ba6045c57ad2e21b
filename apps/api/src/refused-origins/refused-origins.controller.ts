import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type RefusedOriginsAnswer, toSeconds } from '@dwell/shared';
import { Operation } from '../http/api-docs/operation.js';
import { RequireRole } from '../auth/guard/access.js';
import { RefusedOrigins } from '../http/refused-origins.js';

@ApiTags('refused-origins')
@Controller('api/v2/refused-origins')
@RequireRole('admin')
export class RefusedOriginsController {
  constructor(private readonly refused: RefusedOrigins) {}

  @Get()
  @Operation({
    id: 'listRefusedOrigins',
    summary: 'List the origins whose pages this process has refused since its start, the latest first',
    answer: 'RefusedOriginsAnswer',
    example: {
      refused_origins: [{ origin: 'https://app.example.com', count: 3, last_refused: 1_772_445_600 }],
    },
  })
  list(): RefusedOriginsAnswer {
    return {
      refused_origins: this.refused
        .list()
        .map(({ origin, count, lastAt }) => ({ origin, count, last_refused: toSeconds(lastAt) })),
    };
  }
}
