import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type ChangeRoleBody, type CreateUserBody, ROLES, type Role } from '@dwell/shared';
import { IsBoolean, IsIn, NotEquals } from 'class-validator';
import { IsLegalString, LEGAL_NAME_IN_URLS, MayBeAbsent } from '../../http/validation.js';
import { IsNewPassword } from '../login/new-password.js';

/** Refuses the names `.` and `..`, which no URL can end with. */
const IsNoDotSegment = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty(LEGAL_NAME_IN_URLS),
    ...['.', '..'].map((name) =>
      NotEquals(name, { message: 'must not be "." or "..", which no URL can name' }),
    ),
  );

export class CreateUserDto implements CreateUserBody {
  @ApiProperty({ description: 'The name that the user logs in with.' })
  @IsNoDotSegment()
  @IsLegalString()
  username!: string;

  @ApiPropertyOptional({
    description: 'If absent, the server generates a password and shows it in this answer only.',
  })
  @IsNewPassword()
  @MayBeAbsent()
  password?: string;

  @ApiPropertyOptional({ enum: ROLES, default: 'analyst', description: 'The rights of the user.' })
  @IsIn(ROLES)
  @MayBeAbsent()
  role?: Role;

  @ApiPropertyOptional({
    default: true,
    description: 'Whether the user must change the password at the first login. False is for programs.',
  })
  @IsBoolean()
  @MayBeAbsent()
  must_change_password?: boolean;
}

export class ChangeRoleDto implements ChangeRoleBody {
  @ApiProperty({ enum: ROLES, description: 'The new rights of the user.' })
  @IsIn(ROLES)
  role!: Role;
}
