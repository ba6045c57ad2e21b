import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { SummaryAnswer, TimelineAnswer, ViewsAnswer } from '@dwell/shared';
import { RequireRole } from '../auth/guard/access.js';
import { StatisticsQueryDto, TimelineQueryDto } from './statistics-query.dto.js';
import { StatisticsService } from './statistics.service.js';

@ApiTags('statistics')
@Controller('api/v2/statistics')
@RequireRole('analyst')
export class StatisticsController {
  constructor(private readonly statistics: StatisticsService) {}

  @Get('summary')
  @ApiOperation({
    summary: 'The key figures of the window, and of the earlier window that it is compared with',
  })
  summary(@Query() query: StatisticsQueryDto): Promise<SummaryAnswer> {
    return this.statistics.summary(query);
  }

  @Get('views')
  @ApiOperation({ summary: 'Visible time by view and tab, longest first' })
  views(@Query() query: StatisticsQueryDto): Promise<ViewsAnswer> {
    return this.statistics.views(query);
  }

  @Get('timeline')
  @ApiOperation({ summary: 'Visible time by view for each calendar bucket of a time zone' })
  timeline(@Query() query: TimelineQueryDto): Promise<TimelineAnswer> {
    return this.statistics.timeline(query);
  }
}
