import {
  MAX_MIN_DURATION_SECONDS,
  MAX_PAGE_SIZE,
  SESSION_ROWS,
  SESSION_SORTS,
  type SessionDetailQuery,
  type SessionRows,
  type SessionSort,
  type SessionsQuery,
  SORT_ORDERS,
  type SortOrder,
} from '@dwell/shared';
import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsLegalString, MayBeAbsent } from '../http/validation.js';
import { IsCursor } from '../http/cursors.js';
import { FormatQueryDto } from '../http/formats/format-query.dto.js';
import { PeopleSelectionDto } from '../http/people-selection.dto.js';
import { IsBooleanValue, IsEpochSeconds, IsNumberValue, IsTimeZone } from '../http/query.js';

export class SessionsQueryDto
  extends IntersectionType(PeopleSelectionDto, FormatQueryDto)
  implements SessionsQuery
{
  @ApiPropertyOptional({ description: 'The beginning of the username.' })
  @MayBeAbsent()
  @IsLegalString()
  username?: string;

  @ApiPropertyOptional({
    description: 'true for active sessions only, false for ended ones only.',
  })
  @MayBeAbsent()
  @IsBooleanValue()
  active?: boolean;

  @ApiPropertyOptional({
    description: 'Sessions that started after this time (epoch seconds).',
  })
  @MayBeAbsent()
  @IsEpochSeconds()
  started_after?: number;

  @ApiPropertyOptional({
    description: 'Ended sessions whose last ping was before this time (epoch seconds).',
  })
  @MayBeAbsent()
  @IsEpochSeconds()
  stopped_before?: number;

  @ApiPropertyOptional({ description: 'Sessions that were on this view.' })
  @MayBeAbsent()
  @IsLegalString()
  view?: string;

  @ApiPropertyOptional({
    type: Boolean,
    description:
      'Needs `view`. true: active sessions in which the view is visible at this moment; false: sessions that were on the view and are not on it at this moment.',
  })
  @MayBeAbsent()
  @IsBooleanValue()
  here_now?: boolean;

  @ApiPropertyOptional({
    description: 'Sessions whose last ping is at or after this time (epoch seconds).',
  })
  @MayBeAbsent()
  @IsEpochSeconds()
  from?: number;

  @ApiPropertyOptional({
    description: 'Sessions that started before this time (epoch seconds).',
  })
  @MayBeAbsent()
  @IsEpochSeconds()
  to?: number;

  @ApiPropertyOptional({
    description: 'The least visible duration, in seconds; with `view`, the least time on that view.',
  })
  @MayBeAbsent()
  @IsNumberValue({ min: 0, max: MAX_MIN_DURATION_SECONDS })
  min_duration?: number;

  @ApiPropertyOptional({
    enum: SESSION_SORTS,
    default: 'start',
    description: 'What the sessions are sorted by. `view_duration` needs `view`.',
  })
  @MayBeAbsent()
  @IsIn(SESSION_SORTS)
  sort?: SessionSort;

  @ApiPropertyOptional({ enum: SORT_ORDERS, default: 'asc', description: 'Smallest or largest first.' })
  @MayBeAbsent()
  @IsIn(SORT_ORDERS)
  order?: SortOrder;

  @ApiPropertyOptional({
    description: 'The number of sessions on a page. Without it, all matches are streamed.',
  })
  @MayBeAbsent()
  @IsNumberValue({ min: 1, max: MAX_PAGE_SIZE, whole: true })
  limit?: number;

  @ApiPropertyOptional({
    description: 'next_cursor of the previous page. The other parameters must stay the same.',
  })
  @MayBeAbsent()
  @IsCursor()
  cursor?: string;

  @ApiPropertyOptional({
    enum: SESSION_ROWS,
    default: 'sessions',
    description:
      'CSV only. tabs: one row for each view and tab of a session; with `view`, of this view only.',
  })
  @MayBeAbsent()
  @IsIn(SESSION_ROWS)
  rows?: SessionRows;

  @ApiPropertyOptional({ description: 'CSV only: the IANA time zone of the times.', default: 'UTC' })
  @MayBeAbsent()
  @IsTimeZone()
  tz?: string;
}

export class SessionDetailQueryDto implements SessionDetailQuery {
  @ApiPropertyOptional({
    description:
      'Adds `view_duration` and `here_now` about this view, as in a list. They are 0 and false if the session was never on it.',
  })
  @MayBeAbsent()
  @IsLegalString()
  view?: string;
}
