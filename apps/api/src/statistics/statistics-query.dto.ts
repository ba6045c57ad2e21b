import { type Bucket, BUCKETS, type Comparison, COMPARISONS, type StatisticsQuery } from '@dwell/shared';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { FormatQueryDto } from '../http/formats/format-query.dto.js';
import { IsEpochSeconds, IsTimeZone, IsUsernameList } from '../http/query.js';
import { IsLegalString, MayBeAbsent } from '../http/validation.js';

export class StatisticsQueryDto extends FormatQueryDto implements StatisticsQuery {
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

  @ApiPropertyOptional({
    description: 'Exact usernames; the parameter may be repeated, with or without [].',
  })
  @MayBeAbsent()
  @IsUsernameList()
  usernames?: string[];

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

export class TimelineQueryDto extends StatisticsQueryDto {
  @ApiPropertyOptional({
    enum: BUCKETS,
    default: 'day',
    description: 'The length of a bucket in the calendar.',
  })
  @MayBeAbsent()
  @IsIn(BUCKETS)
  bucket?: Bucket;
}
