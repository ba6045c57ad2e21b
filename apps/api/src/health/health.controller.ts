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
  @ApiOperation({ summary: 'Answers 200 while the process runs' })
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Rejects with a StoreUnavailableError, which becomes a 503, if the database does not answer. */
  @Get('readyz')
  @ApiOperation({ summary: 'Answers 200 while the database answers, else 503' })
  async ready(): Promise<{ status: 'ok' }> {
    await this.store.ping();
    return { status: 'ok' };
  }
}
