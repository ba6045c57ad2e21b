import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type {
  ConcurrencyAnswer,
  DistributionAnswer,
  HeatmapAnswer,
  SummaryAnswer,
  TimelineAnswer,
  UnusedAnswer,
  UserRankingAnswer,
  ViewsAnswer,
} from '@dwell/shared';
import { RequireRole } from '../auth/guard/access.js';
import {
  ConcurrencyQueryDto,
  StatisticsQueryDto,
  TimelineQueryDto,
  UnusedQueryDto,
  UserRankingQueryDto,
} from './statistics-query.dto.js';
import { StatisticsService } from './statistics.service.js';
import { SUMMARY_TABLE } from './tables/summary-table.js';
import { TIMELINE_TABLE } from './tables/timeline-table.js';
import { VIEWS_TABLE } from './tables/views-table.js';

const SCOPE: StatisticsScope = {
  window: { from: 1_772_409_600, to: 1_772_496_000 },
  previous_window: { from: 1_772_323_200, to: 1_772_409_600 },
  tz: 'Europe/Paris',
};

@ApiTags('statistics')
@Controller('api/v2/statistics')
@RequireRole('analyst')
export class StatisticsController {
  constructor(
    private readonly statistics: StatisticsService,
    private readonly formats: StatisticsFormats,
  ) {}

  @Get('summary')
  @Operation({
    id: 'getSummary',
    summary: 'The key figures of the window, and of the earlier window that it is compared with',
    answer: 'SummaryAnswer',
    ...withFiles(SUMMARY_TABLE, {
      ...SCOPE,
      current: { visible_duration: 7_200, visits: 31, users: 4, views: 3, sessions: 9 },
      previous: { visible_duration: 5_400, visits: 25, users: 4, views: 3, sessions: 8 },
      active_sessions: 2,
      all_active_sessions: 2,
    }),
  })
  summary(
    @Query() query: StatisticsQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SummaryAnswer | Readable> {
    return this.formats.answer(SUMMARY_TABLE, query, reply, () => this.statistics.summary(query));
  }

  @Get('views')
  @Operation({
    id: 'getViews',
    summary: 'Visible time by view and tab, longest first',
    answer: 'ViewsAnswer',
    ...withFiles(VIEWS_TABLE, {
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
    }),
  })
  views(
    @Query() query: StatisticsQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ViewsAnswer | Readable> {
    return this.formats.answer(VIEWS_TABLE, query, reply, () => this.statistics.views(query));
  }

  @Get('timeline')
  @Operation({
    id: 'getTimeline',
    summary: 'Visible time by view for each calendar bucket of a time zone',
    answer: 'TimelineAnswer',
    ...withFiles(TIMELINE_TABLE, {
      ...SCOPE,
      bucket: 'day',
      buckets: [{ from: 1_772_409_600, to: 1_772_496_000, partial: false, running: false }],
      series: [{ view: '/view/weather', visible_duration: [7_200] }],
    }),
  })
  timeline(
    @Query() query: TimelineQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TimelineAnswer | Readable> {
    return this.formats.answer(TIMELINE_TABLE, query, reply, () => this.statistics.timeline(query));
  }

  @Get('concurrency')
  @ApiOperation({
    summary: 'How many sessions are in progress at a time, or how many people are on a view, with the peak',
  })
  concurrency(@Query() query: ConcurrencyQueryDto): Promise<ConcurrencyAnswer> {
    return this.statistics.concurrency(query);
  }

  @Get('heatmap')
  @ApiOperation({ summary: 'Visible time and visits for each hour of the week' })
  heatmap(@Query() query: StatisticsQueryDto): Promise<HeatmapAnswer> {
    return this.statistics.heatmap(query);
  }

  @Get('users')
  @ApiOperation({ summary: 'A ranking of the users with visible time in the window' })
  users(@Query() query: UserRankingQueryDto): Promise<UserRankingAnswer> {
    return this.statistics.users(query);
  }

  @Get('distribution')
  @ApiOperation({ summary: 'Visits by length, with their mean, median and 95th percentile' })
  distribution(@Query() query: StatisticsQueryDto): Promise<DistributionAnswer> {
    return this.statistics.distribution(query);
  }

  @Get('unused')
  @ApiOperation({
    summary:
      'Views and tabs that had time before but have none in the window, and tabs that are left at once',
  })
  unused(@Query() query: UnusedQueryDto): Promise<UnusedAnswer> {
    return this.statistics.unused(query);
  }
}
