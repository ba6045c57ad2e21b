import { applyDecorators } from '@nestjs/common';
import type { KeepaliveItem, SessionHideItem, SessionStartItem } from '@dwell/shared';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Equals } from 'class-validator';
import { IsLegalString, MayBeAbsent } from '../http/validation.js';
import { KeepaliveDto, SessionHideDto, SessionStartDto } from './recording.dto.js';

/*
 * Like the DTOs of the single calls, these document the items. keepalives-item.ts checks the items by hand, and a
 * property test checks that both accept the same items.
 */

const IsCall = (call: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ description: 'Which call the item is.', enum: [call] }), Equals(call));

const IsReportedUser = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      description:
        'The user whom the item reports for. An API key that is bound to no user must name one; other callers may name only themselves.',
    }),
    MayBeAbsent(),
    IsLegalString(),
  );

export class SessionStartItemDto extends SessionStartDto implements SessionStartItem {
  @IsCall('sessionstart')
  call!: 'sessionstart';

  @IsReportedUser()
  username?: string;
}

export class KeepaliveItemDto extends KeepaliveDto implements KeepaliveItem {
  @IsCall('keepalive')
  call!: 'keepalive';

  @IsReportedUser()
  username?: string;
}

export class SessionHideItemDto extends SessionHideDto implements SessionHideItem {
  @IsCall('session-hide')
  call!: 'session-hide';

  @IsReportedUser()
  username?: string;
}
