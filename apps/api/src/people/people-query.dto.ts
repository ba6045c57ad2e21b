import { DEFAULT_PEOPLE_PER_PAGE, MAX_PEOPLE_PER_PAGE, type PeopleQuery } from '@dwell/shared';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsCursor } from '../http/cursors.js';
import { IsNumberValue } from '../http/query.js';
import { IsLegalString, MayBeAbsent } from '../http/validation.js';

export class PeopleQueryDto implements PeopleQuery {
  @ApiPropertyOptional({ description: 'A text anywhere in the username, whatever case and accents.' })
  @MayBeAbsent()
  @IsLegalString()
  search?: string;

  @ApiPropertyOptional({
    default: DEFAULT_PEOPLE_PER_PAGE,
    description: 'The number of people on a page.',
  })
  @MayBeAbsent()
  @IsNumberValue({ min: 1, max: MAX_PEOPLE_PER_PAGE, whole: true })
  limit?: number;

  @ApiPropertyOptional({
    description: 'next_cursor of the previous page; the search must stay the same.',
  })
  @MayBeAbsent()
  @IsCursor()
  cursor?: string;
}
