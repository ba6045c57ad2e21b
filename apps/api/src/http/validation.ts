import { BadRequestException, type ValidationError, ValidationPipe } from '@nestjs/common';
import { type FieldError, isLegalString, LEGAL_STRING_RULE } from '@dwell/shared';
import { ValidateBy, type ValidationOptions } from 'class-validator';

/** Returns the pipe that turns bodies and queries into DTOs, and that rejects them with {@link InvalidFields}. */
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

/** Removes the property name that class-validator puts before its messages, because `field` has it already. */
const withoutName = (message: string, property: string): string =>
  message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;

/** Thrown for bad or unknown fields; answered as a 400 that names each of them. */
export class InvalidFields extends BadRequestException {
  constructor(readonly errors: readonly FieldError[]) {
    super(errors.map(({ field, message }) => `${field} ${message}`).join('; '));
  }
}

/** Requires a string that the contract allows as a view, tab, username, id or name. */
export const IsLegalString = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isLegalString',
      validator: { validate: isLegalString, defaultMessage: () => LEGAL_STRING_RULE },
    },
    options,
  );
