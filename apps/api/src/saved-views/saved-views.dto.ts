import { applyDecorators } from '@nestjs/common';
import {
  isSavedViewName,
  isSavedViewQuery,
  MAX_SAVED_VIEW_NAME_LENGTH,
  MAX_SAVED_VIEW_QUERY_LENGTH,
  SAVED_VIEW_NAME_RULE,
  SAVED_VIEW_PAGES,
  SAVED_VIEW_QUERY_PATTERN,
  SAVED_VIEW_QUERY_RULE,
  type SavedViewBody,
  type SavedViewChangeBody,
  type SavedViewPage,
} from '@dwell/shared';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, ValidateBy } from 'class-validator';
import { LEGAL_STRING, MayBeAbsent } from '../http/validation.js';

const IsSavedViewName = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...LEGAL_STRING, maxLength: MAX_SAVED_VIEW_NAME_LENGTH }),
    ValidateBy({
      name: 'isSavedViewName',
      validator: { validate: isSavedViewName, defaultMessage: () => SAVED_VIEW_NAME_RULE },
    }),
  );

const IsSavedViewQuery = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'string',
      maxLength: MAX_SAVED_VIEW_QUERY_LENGTH,
      pattern: SAVED_VIEW_QUERY_PATTERN,
    }),
    ValidateBy({
      name: 'isSavedViewQuery',
      validator: { validate: isSavedViewQuery, defaultMessage: () => SAVED_VIEW_QUERY_RULE },
    }),
  );

const NAME = 'The name of the saved view. The names of one user’s saved views differ.';
const PAGE = 'The page of the dashboard that the saved view opens.';
const QUERY = 'The filters of the page: the query of its URL, without `?`.';
const SHARED = 'Whether everybody who may read sees the saved view.';

export class SavedViewDto implements SavedViewBody {
  @ApiProperty({ description: NAME })
  @IsSavedViewName()
  name!: string;

  @ApiProperty({ enum: SAVED_VIEW_PAGES, description: PAGE })
  @IsIn(SAVED_VIEW_PAGES)
  page!: SavedViewPage;

  @ApiProperty({ description: QUERY })
  @IsSavedViewQuery()
  query!: string;

  @ApiPropertyOptional({ description: SHARED, default: false })
  @IsBoolean()
  @MayBeAbsent()
  shared?: boolean;
}

export class SavedViewChangeDto implements SavedViewChangeBody {
  @ApiPropertyOptional({ description: NAME })
  @IsSavedViewName()
  @MayBeAbsent()
  name?: string;

  @ApiPropertyOptional({ enum: SAVED_VIEW_PAGES, description: PAGE })
  @IsIn(SAVED_VIEW_PAGES)
  @MayBeAbsent()
  page?: SavedViewPage;

  @ApiPropertyOptional({ description: QUERY })
  @IsSavedViewQuery()
  @MayBeAbsent()
  query?: string;

  @ApiPropertyOptional({ description: SHARED })
  @IsBoolean()
  @MayBeAbsent()
  shared?: boolean;
}
