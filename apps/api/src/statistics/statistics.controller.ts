import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { StatisticsScope, SummaryAnswer, TimelineAnswer, ViewsAnswer } from '@dwell/shared';
import { Operation } from '../http/api-docs/operation.js';
import { RequireRole } from '../auth/guard/access.js';
import { StatisticsQueryDto, TimelineQueryDto } from './statistics-query.dto.js';
import { StatisticsService } from './statistics.service.js';

const SCOPE: StatisticsScope = {
  window: { from: 1_772_409_600, to: 1_772_496_000 },
  previous_window: { from: 1_772_323_200, to: 1_772_409_600 },
  tz: 'Europe/Paris',
};

@ApiTags('statistics')
@Controller('api/v2/statistics')
@RequireRole('analyst')
export class StatisticsController {
  constructor(private readonly statistics: StatisticsService) {}

  @Get('summary')
  @Operation({
    id: 'getSummary',
    summary: 'The key figures of the window, and of the earlier window that it is compared with',
    answer: 'SummaryAnswer',
    example: {
      ...SCOPE,
      current: { visible_duration: 7_200, visits: 31, users: 4, views: 3, sessions: 9 },
      previous: { visible_duration: 5_400, visits: 25, users: 4, views: 3, sessions: 8 },
      active_sessions: 2,
      all_active_sessions: 2,
    },
  })
  summary(@Query() query: StatisticsQueryDto): Promise<SummaryAnswer> {
    return this.statistics.summary(query);
  }

  @Get('views')
  @Operation({
    id: 'getViews',
    summary: 'Visible time by view and tab, longest first',
    answer: 'ViewsAnswer',
    example: {
      ...SCOPE,
      views: [
        {
          view: '/view/weather',
          visible_duration: 7_200,
          visits: 31,
          previous_visible_duration: 5_400,
          tabs: [{ tab: 'tab_map', visible_duration: 7_200, visits: 31 }],
        },
      ],
    },
  })
  views(@Query() query: StatisticsQueryDto): Promise<ViewsAnswer> {
    return this.statistics.views(query);
  }

  @Get('timeline')
  @Operation({
    id: 'getTimeline',
    summary: 'Visible time by view for each calendar bucket of a time zone',
    answer: 'TimelineAnswer',
    example: {
      ...SCOPE,
      bucket: 'day',
      buckets: [{ from: 1_772_409_600, to: 1_772_496_000, partial: false, running: false }],
      series: [{ view: '/view/weather', visible_duration: [7_200] }],
    },
  })
  timeline(@Query() query: TimelineQueryDto): Promise<TimelineAnswer> {
    return this.statistics.timeline(query);
  }
}
