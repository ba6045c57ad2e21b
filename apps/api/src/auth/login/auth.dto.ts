import { type ChangePasswordBody, type LoginBody, MAX_PASSWORD_LENGTH } from '@dwell/shared';
import { IsLegalString, IsText } from '../../http/validation.js';
import { IsNewPassword } from './new-password.js';

export class LoginDto implements LoginBody {
  @IsLegalString()
  username!: string;

  @IsText(0, MAX_PASSWORD_LENGTH)
  password!: string;
}

export class ChangePasswordDto implements ChangePasswordBody {
  @IsText(0, MAX_PASSWORD_LENGTH)
  current_password!: string;

  @IsNewPassword()
  new_password!: string;
}
