import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { FieldError } from '@dwell/shared';
import { InvalidFields } from './invalid-fields.js';

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
