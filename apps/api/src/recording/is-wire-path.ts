import { ValidateBy, type ValidationArguments } from 'class-validator';
import { pathErrors } from './wire-path.js';

/** A path in either of the contract's forms. */
export const IsWirePath = (): PropertyDecorator =>
  ValidateBy({
    name: 'isWirePath',
    validator: {
      validate: (value: unknown) => pathErrors(value).length === 0,
      defaultMessage: (args?: ValidationArguments) =>
        pathErrors(args?.value)
          .map(({ field, message }) => (field === 'path' ? message : `(${field}) ${message}`))
          .join('; '),
    },
  });
