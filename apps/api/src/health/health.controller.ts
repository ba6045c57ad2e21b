import { Controller, Get, HttpException, HttpStatus } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/guard/access.js';
import { FirstStart } from '../auth/users/first-start.js';
import { RETRY_AFTER_SECONDS } from '../http/error-filter.js';
import { SessionStore } from '../store/ports/session-store.js';

/** Thrown while the server starts; answered as 503. */
class StillStarting extends HttpException {
  readonly retryAfterSeconds = RETRY_AFTER_SECONDS;

  constructor() {
    super(
      'The server is still starting: the first account does not exist yet',
      HttpStatus.SERVICE_UNAVAILABLE,
    );
  }
}

@ApiTags('health')
@Controller()
@Public()
export class HealthController {
  constructor(
    private readonly store: SessionStore,
    private readonly firstStart: FirstStart,
  ) {}

  @Get('healthz')
  @ApiOperation({ summary: 'Answers 200 while the process runs' })
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * Rejects with a StoreUnavailableError if the database does not answer, and with StillStarting if the first account
   * does not exist yet. Both become a 503.
   */
  @Get('readyz')
  @ApiOperation({ summary: 'Answers 200 while the database answers and the first account exists, else 503' })
  async ready(): Promise<{ status: 'ok' }> {
    await this.store.ping();
    if (!this.firstStart.isDone) throw new StillStarting();
    return { status: 'ok' };
  }
}
