import {
  applyDecorators,
  type ArgumentMetadata,
  BadRequestException,
  type ValidationError,
  ValidationPipe,
} from '@nestjs/common';
import {
  type FieldError,
  isLegalString,
  LEGAL_STRING_RULE,
  MAX_STRING_LENGTH,
  MIN_STRING_LENGTH,
} from '@dwell/shared';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, ValidateBy, ValidateIf, type ValidationOptions } from 'class-validator';

/** The message about a field or parameter that the operation does not have. */
export const UNKNOWN_FIELD = 'is not known here';

/** Returns the pipe that turns bodies and queries into DTOs, and that rejects them with {@link InvalidFields}. */
export const dtoPipe = (): ValidationPipe =>
  new DtoPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => new InvalidFields(errors.flatMap((error) => fieldErrors(error, ''))),
  });

/**
 * Refuses two things that Nest's pipe would let through, or whose error would name a wrong field:
 * - fields such as `constructor`, because class-transformer drops them before they are validated;
 * - bodies that are no objects, because Nest takes `null` for `{}`, and an array for an object with fields such as
 *   `at`.
 */
class DtoPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (this.toValidate(metadata) && value !== undefined) {
      if (!isObject(value)) throw new InvalidFields([{ field: metadata.type, message: 'must be an object' }]);
      const errors = Object.keys(value)
        .filter((field) => field in Object.prototype)
        .map((field) => ({ field, message: UNKNOWN_FIELD }));
      if (errors.length > 0) throw new InvalidFields(errors);
    }
    return super.transform(value, metadata);
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldErrors = ({ property, constraints, children }: ValidationError, parent: string): FieldError[] => {
  const field = parent + property;
  const own = Object.entries(constraints ?? {}).map(([rule, message]) => ({
    field,
    message: rule === 'whitelistValidation' ? UNKNOWN_FIELD : withoutName(message, property),
  }));
  return [...own, ...(children ?? []).flatMap((child) => fieldErrors(child, `${field}.`))];
};

/** Removes the property name that class-validator puts before its messages, because `field` has it already. */
const withoutName = (message: string, property: string): string =>
  message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;

/** The most bad fields that one answer lists: a query can have thousands. */
export const MAX_LISTED_FIELDS = 20;

/** Thrown for bad or unknown fields; answered as a 400 that names them, up to MAX_LISTED_FIELDS. */
export class InvalidFields extends BadRequestException {
  readonly errors: readonly FieldError[];

  constructor(errors: readonly FieldError[]) {
    const listed = errors.slice(0, MAX_LISTED_FIELDS);
    super(listed.map(({ field, message }) => `${field} ${message}`).join('; '));
    this.errors = listed;
  }
}

/** Allows a field to be absent. Refuses null, unlike class-validator's IsOptional: the OpenAPI document has no null. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** A string that the contract allows as a view, tab, username, id or name, as the OpenAPI document describes it. */
export const LEGAL_STRING = {
  type: 'string',
  minLength: MIN_STRING_LENGTH,
  maxLength: MAX_STRING_LENGTH,
  pattern: '^[^\\u0000]*$',
} as const;

/**
 * A {@link LEGAL_STRING} that a URL can end with. Clients resolve `users/..` to another path, also when it is encoded.
 */
export const LEGAL_NAME_IN_URLS = { ...LEGAL_STRING, pattern: '^(?!\\.{1,2}$)[^\\u0000]*$' } as const;

const LegalString = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isLegalString',
      validator: { validate: isLegalString, defaultMessage: () => LEGAL_STRING_RULE },
    },
    options,
  );

/** Requires a {@link LEGAL_STRING}, and documents it. */
export const IsLegalString = (): PropertyDecorator =>
  applyDecorators(ApiProperty(LEGAL_STRING), LegalString());

/** Requires a list of at most `maxItems` strings that are each a {@link LEGAL_STRING}, and documents it. */
export const IsLegalStringList = (maxItems: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'array', items: LEGAL_STRING, maxItems }),
    LegalString({ each: true, message: `each ${LEGAL_STRING_RULE}` }),
    ArrayMaxSize(maxItems),
    IsArray(),
  );

/** Requires a string of `min` to `max` characters, without lone surrogates, and documents it. */
export const IsText = (min: number, max: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'string', minLength: min, maxLength: max }),
    ValidateBy({
      name: 'isText',
      validator: {
        validate: (value: unknown) =>
          typeof value === 'string' && value.length >= min && value.length <= max && value.isWellFormed(),
        defaultMessage: () => `must be a string of ${min} to ${max.toLocaleString('en')} characters`,
      },
    }),
  );
