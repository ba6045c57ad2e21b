import { ApiProperty } from '@nestjs/swagger';
import {
  type ConfirmSecondFactorBody,
  MAX_PASSWORD_LENGTH,
  MAX_SETUP_LENGTH,
  type ProveIdentityBody,
  type StartSecondFactorBody,
} from '@dwell/shared';
import { IsText } from '../../http/validation.js';
import { IsCode } from '../login/is-code.js';

export class StartSecondFactorDto implements StartSecondFactorBody {
  @ApiProperty({ description: 'The password of the caller.' })
  @IsText(0, MAX_PASSWORD_LENGTH)
  current_password!: string;
}

export class ConfirmSecondFactorDto implements ConfirmSecondFactorBody {
  @ApiProperty({
    description: 'The `setup` in the answer to POST /api/v2/auth/second-factor/start, unchanged.',
  })
  @IsText(1, MAX_SETUP_LENGTH)
  setup!: string;

  @ApiProperty({ description: 'The six digits that the authenticator app shows.' })
  @IsCode()
  code!: string;
}

export class ProveIdentityDto implements ProveIdentityBody {
  @ApiProperty({ description: 'The password of the caller.' })
  @IsText(0, MAX_PASSWORD_LENGTH)
  current_password!: string;

  @ApiProperty({ description: 'The six digits that the authenticator app shows, or a recovery code.' })
  @IsCode()
  code!: string;
}
