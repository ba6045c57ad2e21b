import { BadRequestException, type ValidationError, ValidationPipe } from '@nestjs/common';
import { type FieldError, isLegalString, LEGAL_STRING_RULE } from '@dwell/shared';
import { ValidateBy, type ValidationOptions } from 'class-validator';

/** Turns bodies and queries into their DTO classes and answers a 400 that names each bad or unknown field. */
export const dtoPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => new InvalidFields(errors.flatMap((error) => fieldErrors(error, ''))),
  });

const fieldErrors = ({ property, constraints, children }: ValidationError, parent: string): FieldError[] => {
  const field = parent + property;
  const own = Object.entries(constraints ?? {}).map(([rule, message]) => ({
    field,
    message: rule === 'whitelistValidation' ? 'is not known here' : withoutName(message, property),
  }));
  return [...own, ...(children ?? []).flatMap((child) => fieldErrors(child, `${field}.`))];
};

/** class-validator begins its own messages with the property's name, which stands in `field` already. */
const withoutName = (message: string, property: string): string =>
  message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;

/** A 400 that names each bad field of the request. */
export class InvalidFields extends BadRequestException {
  constructor(readonly errors: readonly FieldError[]) {
    super(errors.map(({ field, message }) => `${field} ${message}`).join('; '));
  }
}

/** A view, tab, username, id or name, as the contract allows them. */
export const IsLegalString = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isLegalString',
      validator: { validate: isLegalString, defaultMessage: () => LEGAL_STRING_RULE },
    },
    options,
  );
