import { ApiProperty } from '@nestjs/swagger';
import {
  type ChangePasswordBody,
  type LoginBody,
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
} from '@dwell/shared';
import { IsString, Length, MaxLength } from 'class-validator';
import { IsLegalString } from '../../http/validation.js';

export class LoginDto implements LoginBody {
  @ApiProperty()
  @IsLegalString()
  username!: string;

  @ApiProperty({ maxLength: MAX_PASSWORD_LENGTH })
  @MaxLength(MAX_PASSWORD_LENGTH)
  @IsString()
  password!: string;
}

export class ChangePasswordDto implements ChangePasswordBody {
  @ApiProperty({ maxLength: MAX_PASSWORD_LENGTH })
  @MaxLength(MAX_PASSWORD_LENGTH)
  @IsString()
  current_password!: string;

  @ApiProperty({ minLength: MIN_PASSWORD_LENGTH, maxLength: MAX_PASSWORD_LENGTH })
  @Length(MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH)
  @IsString()
  new_password!: string;
}
