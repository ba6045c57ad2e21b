import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
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
import { Operation } from '../http/api-docs/operation.js';
import { RequireRole } from '../auth/guard/access.js';
import * as examples from './examples.js';
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
    example: examples.SUMMARY,
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
    summary: 'Visible time and visits by view and tab, longest time first',
    answer: 'ViewsAnswer',
    example: examples.VIEWS,
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
    example: examples.TIMELINE,
  })
  timeline(
    @Query() query: TimelineQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TimelineAnswer | Readable> {
    return this.formats.answer(TIMELINE_TABLE, query, reply, () => this.statistics.timeline(query));
  }

  @Get('concurrency')
  @Operation({
    id: 'getConcurrency',
    summary: 'How many sessions are in progress, or how many people are on a view, with the peak',
    answer: 'ConcurrencyAnswer',
    example: examples.CONCURRENCY,
  })
  concurrency(@Query() query: ConcurrencyQueryDto): Promise<ConcurrencyAnswer> {
    return this.statistics.concurrency(query);
  }

  @Get('heatmap')
  @Operation({
    id: 'getHeatmap',
    summary: 'Visible time and visits for each hour of the week',
    answer: 'HeatmapAnswer',
    example: examples.HEATMAP,
  })
  heatmap(@Query() query: StatisticsQueryDto): Promise<HeatmapAnswer> {
    return this.statistics.heatmap(query);
  }

  @Get('users')
  @Operation({
    id: 'rankUsers',
    summary: 'A ranking of the users with visible time in the window',
    answer: 'UserRankingAnswer',
    example: examples.USERS,
  })
  users(@Query() query: UserRankingQueryDto): Promise<UserRankingAnswer> {
    return this.statistics.users(query);
  }

  @Get('distribution')
  @Operation({
    id: 'getDistribution',
    summary: 'Visits by length, with their mean, median and 95th percentile',
    answer: 'DistributionAnswer',
    example: examples.DISTRIBUTION,
  })
  distribution(@Query() query: StatisticsQueryDto): Promise<DistributionAnswer> {
    return this.statistics.distribution(query);
  }

  @Get('unused')
  @Operation({
    id: 'getUnused',
    summary: 'Views and tabs that nobody opened in the window, and tabs that are left at once',
    answer: 'UnusedAnswer',
    example: examples.UNUSED,
  })
  unused(@Query() query: UnusedQueryDto): Promise<UnusedAnswer> {
    return this.statistics.unused(query);
  }
}
