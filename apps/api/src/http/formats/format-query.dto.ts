import { DECIMAL_MARKS, type DecimalMark, type Format, type FormatQuery, FORMATS } from '@dwell/shared';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsBooleanValue } from '../query.js';
import { MayBeAbsent } from '../validation.js';

/** The parameters of every call that answers in several formats. */
export class FormatQueryDto implements FormatQuery {
  @ApiPropertyOptional({
    enum: FORMATS,
    description: 'The format of the answer. Default: what the header Accept prefers, or else json.',
  })
  @MayBeAbsent()
  @IsIn(FORMATS)
  format?: Format;

  @ApiPropertyOptional({
    enum: DECIMAL_MARKS,
    default: 'point',
    description: 'CSV only. comma: numbers have a decimal comma, and semicolons separate the columns.',
  })
  @MayBeAbsent()
  @IsIn(DECIMAL_MARKS)
  decimal?: DecimalMark;

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description:
      'CSV only. true: the file begins with a byte order mark, without which Excel misreads UTF-8.',
  })
  @MayBeAbsent()
  @IsBooleanValue()
  bom?: boolean;
}
