import { applyDecorators } from '@nestjs/common';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@dwell/shared';
import { ValidateBy } from 'class-validator';
import { IsText } from '../../http/validation.js';
import { isCommonPassword } from './common-passwords.js';

/** Requires a password that somebody may choose: of a legal length, and not among the first that anybody guesses. */
export const IsNewPassword = (): PropertyDecorator =>
  applyDecorators(
    ValidateBy({
      name: 'isNotCommon',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && !isCommonPassword(value),
        defaultMessage: () => 'is among the first passwords that anybody guesses; choose several words',
      },
    }),
    IsText(MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH),
  );
