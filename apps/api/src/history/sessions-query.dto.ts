import {
  MAX_PAGE_SIZE,
  SESSION_SORTS,
  type SessionSort,
  type SessionsQuery,
  SORT_ORDERS,
  type SortOrder,
} from '@dwell/shared';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsLegalString } from '../http/validation.js';
import { IsBooleanValue, IsEpochSeconds, IsNumberValue, IsUsernameList } from '../http/query.js';

const MAX_CURSOR_LENGTH = 4_096;

/** The longest min_duration of a query, in seconds: 366 days. */
const MAX_DURATION_SECONDS = 31_622_400;

export class SessionsQueryDto implements SessionsQuery {
  @ApiPropertyOptional({
    type: [String],
    description: 'Exact usernames; the parameter may be repeated, with or without [].',
  })
  @IsOptional()
  @IsUsernameList()
  usernames?: string[];

  @ApiPropertyOptional({ description: 'The beginning of the username.' })
  @IsOptional()
  @IsLegalString()
  username?: string;

  @ApiPropertyOptional({
    type: Boolean,
    description: 'true for active sessions only, false for ended ones only.',
  })
  @IsOptional()
  @IsBooleanValue()
  active?: boolean;

  @ApiPropertyOptional({
    type: Number,
    description: 'Sessions that started after this time (epoch seconds).',
  })
  @IsOptional()
  @IsEpochSeconds()
  started_after?: number;

  @ApiPropertyOptional({
    type: Number,
    description: 'Ended sessions whose last ping was before this time (epoch seconds).',
  })
  @IsOptional()
  @IsEpochSeconds()
  stopped_before?: number;

  @ApiPropertyOptional({ description: 'Sessions that were on this view.' })
  @IsOptional()
  @IsLegalString()
  view?: string;

  @ApiPropertyOptional({
    type: Number,
    description: 'Sessions whose last ping is at or after this time (epoch seconds).',
  })
  @IsOptional()
  @IsEpochSeconds()
  from?: number;

  @ApiPropertyOptional({
    type: Number,
    description: 'Sessions that started before this time (epoch seconds).',
  })
  @IsOptional()
  @IsEpochSeconds()
  to?: number;

  @ApiPropertyOptional({ type: Number, description: 'The least visible duration, in seconds.' })
  @IsOptional()
  @IsNumberValue({ min: 0, max: MAX_DURATION_SECONDS })
  min_duration?: number;

  @ApiPropertyOptional({ enum: SESSION_SORTS, default: 'start' })
  @IsOptional()
  @IsIn(SESSION_SORTS)
  sort?: SessionSort;

  @ApiPropertyOptional({ enum: SORT_ORDERS, default: 'asc' })
  @IsOptional()
  @IsIn(SORT_ORDERS)
  order?: SortOrder;

  @ApiPropertyOptional({
    type: Number,
    description: 'The number of sessions on a page. Without it, all matches are streamed.',
  })
  @IsOptional()
  @IsNumberValue({ min: 1, max: MAX_PAGE_SIZE, whole: true })
  limit?: number;

  @ApiPropertyOptional({
    description: 'next_cursor of the previous page; sort and order must stay the same.',
  })
  @IsOptional()
  @MaxLength(MAX_CURSOR_LENGTH)
  @IsString()
  cursor?: string;
}
