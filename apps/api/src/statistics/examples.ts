import type {
  ConcurrencyAnswer,
  DistributionAnswer,
  HeatmapAnswer,
  StatisticsScope,
  SummaryAnswer,
  TimelineAnswer,
  UnusedAnswer,
  UserRankingAnswer,
  ViewsAnswer,
  VisitDurations,
} from '@dwell/shared';

// The examples of the statistics' answers in the OpenAPI document.

const DAY = { from: 1_772_409_600, to: 1_772_496_000 };
const DAY_BEFORE = { from: 1_772_323_200, to: 1_772_409_600 };

const SCOPE: StatisticsScope = { window: DAY, previous_window: DAY_BEFORE, tz: 'Europe/Paris' };

const DURATIONS: VisitDurations = {
  mean_visit_duration: 232.258,
  median_visit_duration: 190.872,
  p95_visit_duration: 574.1,
};

const WHOLE_DAY = { ...DAY, partial: false, running: false };

export const SUMMARY: SummaryAnswer = {
  ...SCOPE,
  current: { visible_duration: 7_200, visits: 31, users: 4, views: 3, sessions: 9, ...DURATIONS },
  previous: { visible_duration: 5_400, visits: 25, users: 4, views: 3, sessions: 8, ...DURATIONS },
  active_sessions: 2,
  all_active_sessions: 2,
};

export const VIEWS: ViewsAnswer = {
  ...SCOPE,
  views: [
    {
      view: '/view/weather',
      visible_duration: 7_200,
      share: 1,
      visits: 31,
      users: 4,
      here_now: 2,
      ...DURATIONS,
      previous_visible_duration: 5_400,
      tabs: [{ tab: 'tab_map', visible_duration: 7_200, visits: 31, ...DURATIONS }],
    },
  ],
};

export const TIMELINE: TimelineAnswer = {
  ...SCOPE,
  bucket: 'day',
  buckets: [WHOLE_DAY],
  series: [{ view: '/view/weather', visible_duration: [7_200] }],
  other: { views: 2, visible_duration: [1_800] },
  previous: [{ ...DAY_BEFORE, visible_duration: 5_400 }],
};

export const CONCURRENCY: ConcurrencyAnswer = {
  ...SCOPE,
  measure: 'sessions',
  bucket: 'day',
  points: [{ ...WHOLE_DAY, mean: 1.25, max: 4 }],
  peak: { at: 1_772_445_660, value: 4 },
};

export const HEATMAP: HeatmapAnswer = {
  ...SCOPE,
  cells: [{ weekday: 1, hour: 9, visible_duration: 5_400, visits: 12, elapsed: 3_600, mean_people: 1.5 }],
};

export const USERS: UserRankingAnswer = {
  ...SCOPE,
  users: [
    {
      username: 'anna',
      rank: 1,
      visible_duration: 3_600,
      share: 0.5,
      visits: 14,
      sessions: 3,
      last_seen: 1_772_495_100,
      top_view: '/view/weather',
      previous_visible_duration: 2_700,
    },
  ],
  total: 4,
  next_cursor: 'WyJ2aXNpYmxlX2R1cmF0aW9uIGRlc2MgIiwiYW5uYSIsMzYwMDAwMCwxNF0',
};

export const DISTRIBUTION: DistributionAnswer = {
  ...SCOPE,
  visits: 31,
  ...DURATIONS,
  relative_error: 0.05,
  buckets: [{ after: 181.32, up_to: 200.407, visits: 8 }],
};

export const UNUSED: UnusedAnswer = {
  ...SCOPE,
  unused_views: [{ view: '/administration' }],
  unused_tabs: [{ view: '/view/weather', tab: 'tab_archive' }],
  left_within: 5,
  left_at_once: [
    {
      view: '/view/weather',
      tab: 'tab_legend',
      visits: 12,
      mean_visit_duration: 4.2,
      median_visit_duration: 3.158,
      p95_visit_duration: 9.5,
    },
  ],
};
