import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type CreateApiKeyBody, ROLES, type Role } from '@dwell/shared';
import { IsIn } from 'class-validator';
import { IsLegalString, MayBeAbsent } from '../../http/validation.js';

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
}
