import { type Bucket, BUCKETS, type Comparison, COMPARISONS, type StatisticsQuery } from '@dwell/shared';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, ValidateBy } from 'class-validator';
import { IANAZone } from 'luxon';
import { IsLegalString } from '../http/validation.js';
import { IsEpochSeconds, IsUsernameList } from '../http/query.js';

const IsTimeZone = (): PropertyDecorator =>
  ValidateBy({
    name: 'isTimeZone',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && IANAZone.isValidZone(value),
      defaultMessage: () => 'must be an IANA time zone such as Europe/Paris',
    },
  });

export class StatisticsQueryDto implements StatisticsQuery {
  @ApiPropertyOptional({
    type: Number,
    description: 'Epoch seconds, snapped outward to 15 minutes. Default: seven days before `to`.',
  })
  @IsOptional()
  @IsEpochSeconds()
  from?: number;

  @ApiPropertyOptional({ type: Number, description: 'Epoch seconds, exclusive. Default: now.' })
  @IsOptional()
  @IsEpochSeconds()
  to?: number;

  @ApiPropertyOptional({
    description: 'IANA time zone of the calendar: of the buckets and of the previous window.',
    default: 'UTC',
  })
  @IsOptional()
  @IsTimeZone()
  @IsString()
  tz?: string;

  @ApiPropertyOptional({
    type: [String],
    description: 'Exact usernames; the parameter may be repeated, with or without [].',
  })
  @IsOptional()
  @IsUsernameList()
  usernames?: string[];

  @ApiPropertyOptional({ description: 'Only this view.' })
  @IsOptional()
  @IsLegalString()
  view?: string;

  @ApiPropertyOptional({
    enum: COMPARISONS,
    default: 'previous',
    description:
      'What the window is compared with: the days before, the same days of an earlier month or year, the same weekdays of earlier weeks, or nothing.',
  })
  @IsOptional()
  @IsIn(COMPARISONS)
  compare?: Comparison;
}

export class TimelineQueryDto extends StatisticsQueryDto {
  @ApiPropertyOptional({ enum: BUCKETS, default: 'day' })
  @IsOptional()
  @IsIn(BUCKETS)
  bucket?: Bucket;
}
