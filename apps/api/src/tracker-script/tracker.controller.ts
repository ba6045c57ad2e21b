import { Controller, Get, Inject, NotFoundException } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TrackerAnswer } from '@dwell/shared';
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
  @ApiOperation({
    summary: 'Show the version, path and integrity hash of the browser tracker that this server serves',
  })
  about(): TrackerAnswer {
    if (!this.script) throw new NotFoundException('The tracker is not built');
    return this.script.about;
  }
}
