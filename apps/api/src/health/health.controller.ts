import { Controller, Get, HttpException, HttpStatus } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { HealthAnswer } from '@dwell/shared';
import { Public } from '../auth/guard/access.js';
import { FirstStart } from '../auth/users/first-start.js';
import { Operation } from '../http/api-docs/operation.js';
import { RETRY_AFTER_SECONDS } from '../http/error-filter.js';
import { SessionStore } from '../store/ports/session-store.js';

/** Thrown while the server starts; answered as 503. */
class StillStarting extends HttpException {
  readonly retryAfterSeconds = RETRY_AFTER_SECONDS;

  constructor() {
    super(
      'The server is still starting: it waits for its databases, or creates the first account',
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
  @Operation({
    id: 'getLiveness',
    summary: 'Answers 200 while the process runs',
    answer: 'HealthAnswer',
    example: { status: 'ok' },
  })
  alive(): HealthAnswer {
    return { status: 'ok' };
  }

  /**
   * Rejects with a StoreUnavailableError if the database does not answer, and with StillStarting until all databases,
   * also that of sessman, have answered once and there is an account. Both become a 503.
   */
  @Get('readyz')
  @Operation({
    id: 'getReadiness',
    summary: 'Answers 200 once the server has started and while the database answers, else 503',
    answer: 'HealthAnswer',
    example: { status: 'ok' },
  })
  async ready(): Promise<HealthAnswer> {
    await this.store.ping();
    if (!this.firstStart.isDone) throw new StillStarting();
    return { status: 'ok' };
  }
}
