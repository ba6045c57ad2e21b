import { Controller, Get, Inject, NotFoundException } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { TrackerAnswer } from '@dwell/shared';
import { Operation } from '../http/api-docs/operation.js';
import { Public } from '../auth/guard/access.js';
import { ForAllowedOrigins } from '../http/origins.js';
import { TrackerScript } from './tracker-script.js';

@ApiTags('tracker')
@Controller('api/v2/tracker')
@Public()
export class TrackerController {
  constructor(@Inject(TrackerScript) private readonly script: TrackerScript | undefined) {}

  @Get()
  @ForAllowedOrigins()
  @Operation({
    id: 'getTracker',
    summary: 'Show the version, path and integrity hash of the browser tracker that this server serves',
    answer: 'TrackerAnswer',
    example: {
      version: '0.1.0',
      path: '/tracker-0.1.0-9f86d081884c.js',
      integrity: 'sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC',
    },
    errors: { 404: 'The tracker is not built' },
  })
  about(): TrackerAnswer {
    if (!this.script) throw new NotFoundException('The tracker is not built');
    return this.script.about;
  }
}
