import { isLegalString, LEGAL_STRING_RULE } from '@dwell/shared';
import { ValidateBy, type ValidationOptions } from 'class-validator';

/** A view, tab, username, id or name, as the contract allows them. */
export const IsLegalString = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isLegalString',
      validator: { validate: isLegalString, defaultMessage: () => LEGAL_STRING_RULE },
    },
    options,
  );
