import { type ChangePasswordBody, type LoginBody, MAX_PASSWORD_LENGTH } from '@dwell/shared';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsLegalString, IsText, MayBeAbsent } from '../../http/validation.js';
import { IsCode } from './is-code.js';
import { IsNewPassword } from './new-password.js';

export class LoginDto implements LoginBody {
  @ApiProperty({ description: 'The name that the user was created with.' })
  @IsLegalString()
  username!: string;

  @ApiProperty({ description: 'The password of the user.' })
  @IsText(0, MAX_PASSWORD_LENGTH)
  password!: string;

  @ApiPropertyOptional({
    description: 'Of the second factor: the six digits that the authenticator app shows, or a recovery code.',
  })
  @IsCode()
  @MayBeAbsent()
  code?: string;
}

export class ChangePasswordDto implements ChangePasswordBody {
  @ApiProperty({ description: 'The password until now.' })
  @IsText(0, MAX_PASSWORD_LENGTH)
  current_password!: string;

  @ApiProperty({ description: 'The password from now on.' })
  @IsNewPassword()
  new_password!: string;
}
