import { Injectable } from '@nestjs/common';
import type {
  ConcurrencyAnswer,
  ConcurrencyQuery,
  DistributionAnswer,
  HeatmapAnswer,
  StatisticsQuery,
  SummaryAnswer,
  TimelineAnswer,
  TimelineQuery,
  UnusedAnswer,
  UnusedQuery,
  UserRankingAnswer,
  UserRankingQuery,
  ViewsAnswer,
} from '@dwell/shared';
import { GroupMembers } from '../http/group-members.js';
import { Clock } from '../platform/clock.js';
import { Settings } from '../platform/settings/settings.js';
import { SessionStore } from '../store/ports/session-store.js';
import { concurrencyOf } from './concurrency.js';
import { distributionOf } from './distribution.js';
import { heatmapOf } from './heatmap.js';
import { type Question, questionOf } from './question.js';
import { summaryOf } from './summary.js';
import { timelineOf } from './timeline.js';
import { unusedOf } from './unused.js';
import { usersOf } from './users.js';
import { viewsOf } from './views.js';

/**
 * Computes statistics of visible time. All of them read times and visits from the same sums by slot, so they agree.
 * Sessions are counted by their start and last ping.
 */
@Injectable()
export class StatisticsService {
  constructor(
    private readonly store: SessionStore,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly groups: GroupMembers,
  ) {}

  async summary(query: StatisticsQuery): Promise<SummaryAnswer> {
    return summaryOf(this.store, await this.question(query));
  }

  async views(query: StatisticsQuery): Promise<ViewsAnswer> {
    return viewsOf(this.store, await this.question(query));
  }

  async timeline(query: TimelineQuery): Promise<TimelineAnswer> {
    return timelineOf(this.store, await this.question(query), query);
  }

  async concurrency(query: ConcurrencyQuery): Promise<ConcurrencyAnswer> {
    return concurrencyOf(this.store, await this.question(query), query);
  }

  async heatmap(query: StatisticsQuery): Promise<HeatmapAnswer> {
    return heatmapOf(this.store, await this.question(query));
  }

  async users(query: UserRankingQuery): Promise<UserRankingAnswer> {
    return usersOf(this.store, await this.question(query), query);
  }

  async distribution(query: StatisticsQuery): Promise<DistributionAnswer> {
    return distributionOf(this.store, await this.question(query));
  }

  async unused(query: UnusedQuery): Promise<UnusedAnswer> {
    return unusedOf(this.store, await this.question(query), query);
  }

  private async question(query: StatisticsQuery): Promise<Question> {
    const people = await this.groups.select(query);
    return questionOf(query, people, { now: this.clock.now(), aliveMs: this.settings.aliveMs });
  }
}
