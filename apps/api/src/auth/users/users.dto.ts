import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  type ChangeRoleBody,
  type CreateUserBody,
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  ROLES,
  type Role,
} from '@dwell/shared';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { IsLegalString } from '../../http/validation.js';

export class CreateUserDto implements CreateUserBody {
  @ApiProperty()
  @IsLegalString()
  username!: string;

  @ApiPropertyOptional({
    minLength: MIN_PASSWORD_LENGTH,
    maxLength: MAX_PASSWORD_LENGTH,
    description: 'If absent, the server generates a password and shows it in this answer only.',
  })
  @Length(MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH)
  @IsString()
  @IsOptional()
  password?: string;

  @ApiPropertyOptional({ enum: ROLES, default: 'analyst' })
  @IsIn(ROLES)
  @IsOptional()
  role?: Role;
}

export class ChangeRoleDto implements ChangeRoleBody {
  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role!: Role;
}
