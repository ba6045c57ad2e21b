import type { Readable } from 'node:stream';
import { Controller, Get, Query, Res } from '@nestjs/common';
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
import type { FastifyReply } from 'fastify';
import { Operation } from '../http/api-docs/operation.js';
import { RequireRole } from '../auth/guard/access.js';
import { withFiles } from '../http/formats/with-files.js';
import * as examples from './examples.js';
import { StatisticsFormats } from './statistics-formats.js';
import {
  ConcurrencyQueryDto,
  StatisticsQueryDto,
  TimelineQueryDto,
  UnusedQueryDto,
  UserRankingQueryDto,
} from './statistics-query.dto.js';
import { StatisticsService } from './statistics.service.js';
import { CONCURRENCY_TABLE } from './tables/concurrency-table.js';
import { DISTRIBUTION_TABLE } from './tables/distribution-table.js';
import { HEATMAP_TABLE } from './tables/heatmap-table.js';
import { SUMMARY_TABLE } from './tables/summary-table.js';
import { TIMELINE_TABLE } from './tables/timeline-table.js';
import { UNUSED_TABLE } from './tables/unused-table.js';
import { USERS_TABLE } from './tables/users-table.js';
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
    ...withFiles(SUMMARY_TABLE, examples.SUMMARY),
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
    ...withFiles(VIEWS_TABLE, examples.VIEWS),
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
    ...withFiles(TIMELINE_TABLE, examples.TIMELINE),
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
    ...withFiles(CONCURRENCY_TABLE, examples.CONCURRENCY),
  })
  concurrency(
    @Query() query: ConcurrencyQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConcurrencyAnswer | Readable> {
    return this.formats.answer(CONCURRENCY_TABLE, query, reply, () => this.statistics.concurrency(query));
  }

  @Get('heatmap')
  @Operation({
    id: 'getHeatmap',
    summary: 'Visible time and visits for each hour of the week',
    answer: 'HeatmapAnswer',
    ...withFiles(HEATMAP_TABLE, examples.HEATMAP),
  })
  heatmap(
    @Query() query: StatisticsQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HeatmapAnswer | Readable> {
    return this.formats.answer(HEATMAP_TABLE, query, reply, () => this.statistics.heatmap(query));
  }

  @Get('users')
  @Operation({
    id: 'rankUsers',
    summary: 'A ranking of the users with visible time in the window',
    answer: 'UserRankingAnswer',
    ...withFiles(USERS_TABLE, examples.USERS),
  })
  users(
    @Query() query: UserRankingQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserRankingAnswer | Readable> {
    return this.formats.answer(USERS_TABLE, query, reply, (format) =>
      this.statistics.users(format === 'json' ? query : { ...query, limit: query.limit ?? Infinity }),
    );
  }

  @Get('distribution')
  @Operation({
    id: 'getDistribution',
    summary: 'Visits by length, with their mean, median and 95th percentile',
    answer: 'DistributionAnswer',
    ...withFiles(DISTRIBUTION_TABLE, examples.DISTRIBUTION),
  })
  distribution(
    @Query() query: StatisticsQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DistributionAnswer | Readable> {
    return this.formats.answer(DISTRIBUTION_TABLE, query, reply, () => this.statistics.distribution(query));
  }

  @Get('unused')
  @Operation({
    id: 'getUnused',
    summary: 'Views and tabs that nobody opened in the window, and tabs that are left at once',
    answer: 'UnusedAnswer',
    ...withFiles(UNUSED_TABLE, examples.UNUSED),
  })
  unused(
    @Query() query: UnusedQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UnusedAnswer | Readable> {
    return this.formats.answer(UNUSED_TABLE, query, reply, () => this.statistics.unused(query));
  }
}
