import { isLegalString, LEGAL_STRING_RULE } from '@dwell/shared';
import { ValidateBy } from 'class-validator';

/** A view, tab, username, id or name, as the contract allows them. */
export const IsLegalString = (options: { each?: boolean } = {}): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isLegalString',
      validator: { validate: isLegalString, defaultMessage: () => LEGAL_STRING_RULE },
    },
    options,
  );
