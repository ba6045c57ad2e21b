import type { LiveQuery } from '@dwell/shared';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsUsernameList } from '../http/query.js';
import { IsLegalString, MayBeAbsent } from '../http/validation.js';

export class LiveQueryDto implements LiveQuery {
  @ApiPropertyOptional({
    description: 'Exact usernames; the parameter may be repeated, with or without [].',
  })
  @MayBeAbsent()
  @IsUsernameList()
  usernames?: string[];

  @ApiPropertyOptional({ description: 'Only sessions in which this view is visible at this moment.' })
  @MayBeAbsent()
  @IsLegalString()
  view?: string;
}
