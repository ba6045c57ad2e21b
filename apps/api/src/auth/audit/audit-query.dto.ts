import {
  AUDIT_ACTS,
  type AuditAct,
  type AuditQuery,
  DEFAULT_AUDIT_PER_PAGE,
  MAX_AUDIT_PER_PAGE,
} from '@dwell/shared';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsCursor } from '../../http/cursors.js';
import { IsEpochSeconds, IsNumberValue } from '../../http/query.js';
import { IsLegalString, MayBeAbsent } from '../../http/validation.js';

export class AuditQueryDto implements AuditQuery {
  @ApiPropertyOptional({ description: 'A username, or "key " and the id of an API key.' })
  @MayBeAbsent()
  @IsLegalString()
  actor?: string;

  @ApiPropertyOptional({ enum: AUDIT_ACTS, description: 'Only entries of this act.' })
  @MayBeAbsent()
  @IsIn(AUDIT_ACTS)
  act?: AuditAct;

  @ApiPropertyOptional({ description: 'Entries from this time on (epoch seconds).' })
  @MayBeAbsent()
  @IsEpochSeconds()
  from?: number;

  @ApiPropertyOptional({ description: 'Entries from before this time (epoch seconds).' })
  @MayBeAbsent()
  @IsEpochSeconds()
  to?: number;

  @ApiPropertyOptional({ default: DEFAULT_AUDIT_PER_PAGE, description: 'The number of entries on a page.' })
  @MayBeAbsent()
  @IsNumberValue({ min: 1, max: MAX_AUDIT_PER_PAGE, whole: true })
  limit?: number;

  @ApiPropertyOptional({ description: 'next_cursor of the previous page; the filters must stay the same.' })
  @MayBeAbsent()
  @IsCursor()
  cursor?: string;
}
