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
    description: 'The user it reports for; a reporter key without one names the user in X-Dwell-User',
  })
  @IsLegalString()
  @IsOptional()
  username?: string;
}
