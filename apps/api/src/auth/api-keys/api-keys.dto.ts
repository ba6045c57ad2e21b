import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type CreateApiKeyBody, EPOCH_SECONDS_END, MAX_KEY_ORIGINS, ROLES, type Role } from '@dwell/shared';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsNumber, Max, Min, ValidateBy } from 'class-validator';
import { IsLegalString, MayBeAbsent } from '../../http/validation.js';
import { normalizeTypedOrigin } from '../../platform/settings/origin.js';

/**
 * The pattern that the API's documentation shows for an origin. It matches all that the server accepts, and a few texts
 * that the server refuses, such as one with an invalid port.
 */
export const ORIGIN_PATTERN = '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#@\\\\]+/?$';

/** Requires a list of at most {@link MAX_KEY_ORIGINS} origins. */
const IsOriginList = (): PropertyDecorator =>
  applyDecorators(
    ValidateBy(
      {
        name: 'isOrigin',
        validator: {
          validate: (value: unknown) =>
            typeof value === 'string' && normalizeTypedOrigin(value) !== undefined,
          defaultMessage: () => 'must be origins such as https://app.example.com',
        },
      },
      { each: true },
    ),
    ArrayMaxSize(MAX_KEY_ORIGINS),
    IsArray(),
  );

export class CreateApiKeyDto implements CreateApiKeyBody {
  @ApiProperty({ description: 'What people call the key.' })
  @IsLegalString()
  name!: string;

  @ApiProperty({ enum: ROLES, description: 'The rights of the key.' })
  @IsIn(ROLES)
  role!: Role;

  @ApiPropertyOptional({
    description: 'The user that the key reports for. Without it, each report names its user in X-Dwell-User.',
  })
  @IsLegalString()
  @MayBeAbsent()
  username?: string;

  @ApiPropertyOptional({
    description:
      'Whether the key may use session data (sessman) too. Everybody can read a key in a web page.',
    default: false,
  })
  @IsBoolean()
  @MayBeAbsent()
  session_data?: boolean;

  @ApiPropertyOptional({
    description: 'The only origins whose pages may use the key. Default: no limit.',
    type: 'array',
    items: { type: 'string', pattern: ORIGIN_PATTERN, example: 'https://app.example.com' },
    maxItems: MAX_KEY_ORIGINS,
  })
  @IsOriginList()
  @MayBeAbsent()
  origins?: string[];

  @ApiPropertyOptional({
    description: 'Epoch seconds: from then on the key is refused. Default: never.',
    minimum: 0,
    maximum: EPOCH_SECONDS_END - 1,
  })
  @Max(EPOCH_SECONDS_END - 1)
  @Min(0)
  @IsNumber()
  @MayBeAbsent()
  expires_at?: number;
}
