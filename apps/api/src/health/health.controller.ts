import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/guard/access.js';
import { SessionStore } from '../store/ports/session-store.js';

@ApiTags('health')
@Controller()
@Public()
export class HealthController {
  constructor(private readonly store: SessionStore) {}

  @Get('healthz')
  @ApiOperation({ summary: 'Whether the process answers' })
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** 503 by the StoreUnavailableError that the store throws. */
  @Get('readyz')
  @ApiOperation({ summary: 'Whether the database answers, too' })
  async ready(): Promise<{ status: 'ok' }> {
    await this.store.ping();
    return { status: 'ok' };
  }
}
