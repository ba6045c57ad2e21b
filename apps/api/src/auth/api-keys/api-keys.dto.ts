import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type CreateApiKeyBody, EPOCH_SECONDS_END, MAX_KEY_ORIGINS, ROLES, type Role } from '@dwell/shared';
import { IsBoolean, IsIn, IsNumber, Max, Min } from 'class-validator';
import { IsLegalString, IsLegalStringList, MayBeAbsent } from '../../http/validation.js';

export class CreateApiKeyDto implements CreateApiKeyBody {
  @IsLegalString()
  name!: string;

  @ApiProperty({ enum: ROLES })
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
    description:
      'The only origins whose pages may use the key, such as https://app.example.com. Default: no limit.',
  })
  @IsLegalStringList(MAX_KEY_ORIGINS)
  @MayBeAbsent()
  origins?: string[];

  @ApiPropertyOptional({
    description: 'Epoch seconds, later than now: from then on the key is refused. Default: never.',
  })
  @Max(EPOCH_SECONDS_END - 1)
  @Min(0)
  @IsNumber()
  @MayBeAbsent()
  expires_at?: number;
}
