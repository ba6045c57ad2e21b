import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type RefusedOriginsAnswer, toSeconds } from '@dwell/shared';
import { RequireRole } from '../auth/guard/access.js';
import { RefusedOrigins } from '../http/refused-origins.js';

@ApiTags('refused-origins')
@Controller('api/v2/refused-origins')
@RequireRole('admin')
export class RefusedOriginsController {
  constructor(private readonly refused: RefusedOrigins) {}

  @Get()
  @ApiOperation({
    summary: 'List the origins whose pages this process has refused since its start, the latest first',
  })
  list(): RefusedOriginsAnswer {
    return {
      refused_origins: this.refused
        .list()
        .map(({ origin, count, lastAt }) => ({ origin, count, last_refused: toSeconds(lastAt) })),
    };
  }
}
