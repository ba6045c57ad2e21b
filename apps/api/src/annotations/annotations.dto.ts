import { applyDecorators } from '@nestjs/common';
import {
  ANNOTATION_TEXT_RULE,
  type AnnotationBody,
  type AnnotationChangeBody,
  type AnnotationsQuery,
  DEFAULT_ANNOTATIONS_PER_PAGE,
  EPOCH_SECONDS_END,
  isAnnotationText,
  MAX_ANNOTATION_LENGTH,
  MAX_ANNOTATIONS_PER_PAGE,
} from '@dwell/shared';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNumber, Max, Min, ValidateBy } from 'class-validator';
import { IsCursor } from '../http/cursors.js';
import { IsEpochSeconds, IsNumberValue } from '../http/query.js';
import { LEGAL_STRING, MayBeAbsent } from '../http/validation.js';

/** Requires a JSON number that is a time in epoch seconds. */
const IsTime = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'number', minimum: 0, maximum: EPOCH_SECONDS_END - 1 }),
    Max(EPOCH_SECONDS_END - 1, { message: 'looks like milliseconds; epoch seconds are needed' }),
    Min(0, { message: 'must be a time in epoch seconds, 0 or later' }),
    IsNumber({}, { message: 'must be a time in epoch seconds' }),
  );

const IsAnnotationText = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...LEGAL_STRING, maxLength: MAX_ANNOTATION_LENGTH }),
    ValidateBy({
      name: 'isAnnotationText',
      validator: { validate: isAnnotationText, defaultMessage: () => ANNOTATION_TEXT_RULE },
    }),
  );

const AT = 'The time that the note is about, in epoch seconds.';
const TEXT = 'What happened.';

export class AnnotationDto implements AnnotationBody {
  @ApiProperty({ description: AT })
  @IsTime()
  at!: number;

  @ApiProperty({ description: TEXT })
  @IsAnnotationText()
  text!: string;
}

export class AnnotationChangeDto implements AnnotationChangeBody {
  @ApiPropertyOptional({ description: AT })
  @IsTime()
  @MayBeAbsent()
  at?: number;

  @ApiPropertyOptional({ description: TEXT })
  @IsAnnotationText()
  @MayBeAbsent()
  text?: string;
}

export class AnnotationsQueryDto implements AnnotationsQuery {
  @ApiPropertyOptional({ description: 'Annotations about this time or a later one (epoch seconds).' })
  @MayBeAbsent()
  @IsEpochSeconds()
  from?: number;

  @ApiPropertyOptional({ description: 'Annotations about a time before this one (epoch seconds).' })
  @MayBeAbsent()
  @IsEpochSeconds()
  to?: number;

  @ApiPropertyOptional({
    default: DEFAULT_ANNOTATIONS_PER_PAGE,
    description: 'How many annotations a page has at most.',
  })
  @MayBeAbsent()
  @IsNumberValue({ min: 1, max: MAX_ANNOTATIONS_PER_PAGE, whole: true })
  limit?: number;

  @ApiPropertyOptional({ description: 'next_cursor of the previous page; from and to must stay the same.' })
  @MayBeAbsent()
  @IsCursor()
  cursor?: string;
}
