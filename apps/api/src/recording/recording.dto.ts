import {
  type KeepaliveBody,
  MAX_ELAPSED_MS,
  MAX_STRING_LENGTH,
  MIN_STRING_LENGTH,
  type SessionHideBody,
  type SessionStartBody,
  type WirePath,
} from '@dwell/shared';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsBoolean,
  IsNumber,
  IsOptional,
  Max,
  Min,
  ValidateBy,
  type ValidationArguments,
} from 'class-validator';
import { IsLegalString } from '../http/validation.js';
import { pathErrors } from './ping-body.js';

/** Checks a path in either of its forms. */
const IsWirePath = (): PropertyDecorator =>
  ValidateBy({
    name: 'isWirePath',
    validator: {
      validate: (value: unknown) => pathErrors(value).length === 0,
      defaultMessage: (args?: ValidationArguments) =>
        pathErrors(args?.value)
          .map(({ field, message }) => (field === 'path' ? message : `(${field}) ${message}`))
          .join('; '),
    },
  });

const aString = { type: 'string', minLength: MIN_STRING_LENGTH, maxLength: MAX_STRING_LENGTH } as const;

export class SessionStartDto implements SessionStartBody {
  @ApiPropertyOptional({
    ...aString,
    description: 'Identifies the device. Each client of a user has a session of its own.',
  })
  @IsOptional()
  @IsLegalString()
  client_id?: string;

  @ApiPropertyOptional({
    ...aString,
    description: 'Identifies one loaded document. With it, time is counted for each page.',
  })
  @IsOptional()
  @IsLegalString()
  page_id?: string;
}

export class SessionHideDto extends SessionStartDto implements SessionHideBody {
  @ApiProperty({
    description: 'The view and the tab open in it, or the older string form "[view,tab]".',
    oneOf: [{ type: 'array', items: aString, minItems: 1, maxItems: 2 }, { type: 'string' }],
    example: ['/view/weather', 'tab_map'],
  })
  @IsWirePath()
  path!: WirePath;

  @ApiPropertyOptional({
    minimum: 0,
    maximum: MAX_ELAPSED_MS,
    description: "Visible and awake time since this page's last answered ping, in milliseconds.",
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(MAX_ELAPSED_MS)
  elapsed_ms?: number;
}

export class KeepaliveDto extends SessionHideDto implements KeepaliveBody {
  @ApiProperty({ description: 'Whether the page is visible to the user.' })
  @IsBoolean()
  visible!: boolean;
}
