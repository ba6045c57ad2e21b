import {
  type Bucket,
  BUCKETS,
  type Comparison,
  COMPARISONS,
  CONCURRENCY_BUCKETS,
  type ConcurrencyBucket,
  type ConcurrencyQuery,
  DEFAULT_LEFT_WITHIN,
  DEFAULT_TOP,
  DEFAULT_USERS_PER_PAGE,
  MAX_TOP,
  MAX_USERS_PER_PAGE,
  SORT_ORDERS,
  type SortOrder,
  type StatisticsQuery,
  type TimelineQuery,
  type UnusedQuery,
  USER_SORTS,
  type UserRankingQuery,
  type UserSort,
} from '@dwell/shared';
import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { FormatQueryDto } from '../http/formats/format-query.dto.js';
import { PeopleSelectionDto } from '../http/people-selection.dto.js';
import { IsLegalString, MayBeAbsent } from '../http/validation.js';
import { IsCursor } from '../http/cursors.js';
import { IsEpochSeconds, IsNumberValue, IsTimeZone } from '../http/query.js';

/** The longest `left_within`, in seconds: a day. */
const MAX_LEFT_WITHIN = 86_400;

export class StatisticsQueryDto
  extends IntersectionType(PeopleSelectionDto, FormatQueryDto)
  implements StatisticsQuery
{
  @ApiPropertyOptional({
    description: 'Epoch seconds, snapped outward to 15 minutes. Default: seven days before `to`.',
  })
  @MayBeAbsent()
  @IsEpochSeconds()
  from?: number;

  @ApiPropertyOptional({ description: 'Epoch seconds, exclusive. Default: now.' })
  @MayBeAbsent()
  @IsEpochSeconds()
  to?: number;

  @ApiPropertyOptional({
    description:
      'IANA time zone of the calendar: of the buckets and of the previous window. In CSV, also of the times.',
    default: 'UTC',
  })
  @MayBeAbsent()
  @IsTimeZone()
  tz?: string;

  @ApiPropertyOptional({ description: 'Only this view.' })
  @MayBeAbsent()
  @IsLegalString()
  view?: string;

  @ApiPropertyOptional({
    enum: COMPARISONS,
    default: 'previous',
    description:
      'What the window is compared with: the days before, the same days of an earlier month or year, the same weekdays of earlier weeks, or nothing.',
  })
  @MayBeAbsent()
  @IsIn(COMPARISONS)
  compare?: Comparison;
}

export class TimelineQueryDto extends StatisticsQueryDto implements TimelineQuery {
  @ApiPropertyOptional({
    enum: BUCKETS,
    default: 'day',
    description: 'The length of a bucket in the calendar.',
  })
  @MayBeAbsent()
  @IsIn(BUCKETS)
  bucket?: Bucket;

  @ApiPropertyOptional({
    default: DEFAULT_TOP,
    description: 'How many views get a series of their own. The others are added up in `other`.',
  })
  @MayBeAbsent()
  @IsNumberValue({ min: 1, max: MAX_TOP, whole: true })
  top?: number;
}

export class ConcurrencyQueryDto extends StatisticsQueryDto implements ConcurrencyQuery {
  @ApiPropertyOptional({
    enum: CONCURRENCY_BUCKETS,
    default: 'hour',
    description: 'The length of a point. `minute` is not possible with `view`.',
  })
  @MayBeAbsent()
  @IsIn(CONCURRENCY_BUCKETS)
  bucket?: ConcurrencyBucket;
}

export class UserRankingQueryDto extends StatisticsQueryDto implements UserRankingQuery {
  @ApiPropertyOptional({ description: 'A text anywhere in the username, whatever case and accents.' })
  @MayBeAbsent()
  @IsLegalString()
  search?: string;

  @ApiPropertyOptional({
    enum: USER_SORTS,
    default: 'visible_duration',
    description: 'What the ranking is ordered by.',
  })
  @MayBeAbsent()
  @IsIn(USER_SORTS)
  sort?: UserSort;

  @ApiPropertyOptional({
    enum: SORT_ORDERS,
    description: 'The direction. Default: desc; with sort username, asc.',
  })
  @MayBeAbsent()
  @IsIn(SORT_ORDERS)
  order?: SortOrder;

  @ApiPropertyOptional({
    default: DEFAULT_USERS_PER_PAGE,
    description: 'The number of users on a page. Without it, a file has all users.',
  })
  @MayBeAbsent()
  @IsNumberValue({ min: 1, max: MAX_USERS_PER_PAGE, whole: true })
  limit?: number;

  @ApiPropertyOptional({
    description: 'next_cursor of the previous page; all other parameters must stay the same.',
  })
  @MayBeAbsent()
  @IsCursor()
  cursor?: string;
}

export class UnusedQueryDto extends StatisticsQueryDto implements UnusedQuery {
  @ApiPropertyOptional({
    default: DEFAULT_LEFT_WITHIN,
    description:
      'A view or tab counts as left at once if the median length of its visits is under this, in seconds.',
  })
  @MayBeAbsent()
  @IsNumberValue({ min: 0, max: MAX_LEFT_WITHIN })
  left_within?: number;
}
