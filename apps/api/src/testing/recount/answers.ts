import type {
  ConcurrencyAnswer,
  ConcurrencyBucket,
  DistributionAnswer,
  HeatmapAnswer,
  StatisticsQuery,
  StatisticsScope,
  SummaryAnswer,
  TimelineAnswer,
  TimelineQuery,
  UnusedAnswer,
  UnusedQuery,
  UserRankingAnswer,
  UserRankingQuery,
  ViewsAnswer,
} from '@dwell/shared';
import type { Window } from './wall-clock.js';

/** The answer of each statistic. */
export interface Answers {
  readonly summary: SummaryAnswer;
  readonly views: ViewsAnswer;
  readonly timeline: TimelineAnswer;
  readonly concurrency: ConcurrencyAnswer;
  readonly heatmap: HeatmapAnswer;
  readonly users: UserRankingAnswer;
  readonly distribution: DistributionAnswer;
  readonly unused: UnusedAnswer;
}

/** The answer of a statistic without the fields of StatisticsScope, which all answers have. */
export type Expected<S extends Statistic> = Omit<Answers[S], keyof StatisticsScope>;

export type Statistic = keyof Answers;

/** The parameters of all statistics. */
export type Query = StatisticsQuery &
  Omit<TimelineQuery, 'bucket'> & { bucket?: ConcurrencyBucket } & UserRankingQuery &
  UnusedQuery;

/** The windows of a question, in epoch milliseconds. */
export interface Windows {
  readonly window: Window;
  /** null if nothing is compared. */
  readonly previous: Window | null;
}
