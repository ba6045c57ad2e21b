import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type CreateApiKeyBody, ROLES, type Role } from '@dwell/shared';
import { IsIn, IsOptional } from 'class-validator';
import { IsLegalString } from '../../http/validation.js';

export class CreateApiKeyDto implements CreateApiKeyBody {
  @ApiProperty()
  @IsLegalString()
  name!: string;

  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role!: Role;

  @ApiPropertyOptional({
    description: 'The user that the key reports for. Without it, each report names its user in X-Dwell-User.',
  })
  @IsLegalString()
  @IsOptional()
  username?: string;
}
