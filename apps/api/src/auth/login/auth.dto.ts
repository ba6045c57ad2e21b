import { type ChangePasswordBody, type LoginBody, MAX_PASSWORD_LENGTH } from '@dwell/shared';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsLegalString, IsText, MayBeAbsent } from '../../http/validation.js';
import { IsCode } from './is-code.js';
import { IsNewPassword } from './new-password.js';

export class LoginDto implements LoginBody {
  @IsLegalString()
  username!: string;

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
  @IsText(0, MAX_PASSWORD_LENGTH)
  current_password!: string;

  @IsNewPassword()
  new_password!: string;
}
