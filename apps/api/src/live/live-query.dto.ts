import type { LiveQuery } from '@dwell/shared';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { PeopleSelectionDto } from '../http/people-selection.dto.js';
import { IsLegalString, MayBeAbsent } from '../http/validation.js';

export class LiveQueryDto extends PeopleSelectionDto implements LiveQuery {
  @ApiPropertyOptional({ description: 'Only sessions in which this view is visible at this moment.' })
  @MayBeAbsent()
  @IsLegalString()
  view?: string;
}
