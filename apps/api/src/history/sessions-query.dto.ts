import {
  MAX_PAGE_SIZE,
  SESSION_SORTS,
  type SessionSort,
  type SessionsQuery,
  SORT_ORDERS,
  type SortOrder,
} from '@dwell/shared';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsLegalString } from '../http/validation.js';
import { IsBooleanValue, IsEpochSeconds, IsNumberValue, IsUsernameList } from '../http/query.js';

const MAX_CURSOR_LENGTH = 4_096;

/** A year, in seconds. */
const MAX_DURATION_SECONDS = 31_622_400;

export class SessionsQueryDto implements SessionsQuery {
  @ApiPropertyOptional({
    type: [String],
    description: 'Exact usernames; may be repeated, with or without [].',
  })
  @IsOptional()
  @IsUsernameList()
  usernames?: string[];

  @ApiPropertyOptional({ description: 'Usernames that begin with this.' })
  @IsOptional()
  @IsLegalString()
  username?: string;

  @ApiPropertyOptional({ type: Boolean, description: 'true: only active sessions; false: only ended ones.' })
  @IsOptional()
  @IsBooleanValue()
  active?: boolean;

  @ApiPropertyOptional({ type: Number, description: 'Started after this time (epoch seconds).' })
  @IsOptional()
  @IsEpochSeconds()
  started_after?: number;

  @ApiPropertyOptional({
    type: Number,
    description: 'Ended, and last ping before this time (epoch seconds).',
  })
  @IsOptional()
  @IsEpochSeconds()
  stopped_before?: number;

  @ApiPropertyOptional({ description: 'Sessions that were on this view.' })
  @IsOptional()
  @IsLegalString()
  view?: string;

  @ApiPropertyOptional({ type: Number, description: 'Overlap with the window from here (epoch seconds) …' })
  @IsOptional()
  @IsEpochSeconds()
  from?: number;

  @ApiPropertyOptional({ type: Number, description: '… to here, exclusive (epoch seconds).' })
  @IsOptional()
  @IsEpochSeconds()
  to?: number;

  @ApiPropertyOptional({ type: Number, description: 'Visible for at least so many seconds.' })
  @IsOptional()
  @IsNumberValue(0, MAX_DURATION_SECONDS)
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
    description: 'Sessions on a page; without it, every match is streamed.',
  })
  @IsOptional()
  @IsNumberValue(1, MAX_PAGE_SIZE)
  @IsInt()
  limit?: number;

  @ApiPropertyOptional({ description: 'next_cursor of the page before, with the same sort and order.' })
  @IsOptional()
  @MaxLength(MAX_CURSOR_LENGTH)
  @IsString()
  cursor?: string;
}
