import { DEFAULT_PEOPLE_PER_PAGE, MAX_PEOPLE_PER_PAGE, type PeopleQuery } from '@dwell/shared';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { IsNumberValue } from '../http/query.js';
import { IsLegalString } from '../http/validation.js';

/** Longer than the cursor of the longest search and username. */
const MAX_CURSOR_LENGTH = 16_384;

export class PeopleQueryDto implements PeopleQuery {
  @ApiPropertyOptional({ description: 'A text anywhere in the username, whatever case and accents.' })
  @IsOptional()
  @IsLegalString()
  search?: string;

  @ApiPropertyOptional({
    type: Number,
    minimum: 1,
    maximum: MAX_PEOPLE_PER_PAGE,
    default: DEFAULT_PEOPLE_PER_PAGE,
    description: 'The number of people on a page.',
  })
  @IsOptional()
  @IsNumberValue({ min: 1, max: MAX_PEOPLE_PER_PAGE, whole: true })
  limit?: number;

  @ApiPropertyOptional({ description: 'next_cursor of the previous page; the search must stay the same.' })
  @IsOptional()
  @MaxLength(MAX_CURSOR_LENGTH)
  @IsString()
  cursor?: string;
}
