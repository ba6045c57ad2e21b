import { applyDecorators } from '@nestjs/common';
import {
  EPOCH_SECONDS_END,
  isTimeZone,
  MAX_GROUPS_PER_QUERY,
  MAX_USERNAMES_PER_QUERY,
  parseDecimal,
  TIME_ZONE_RULE,
} from '@dwell/shared';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, ValidateBy, type ValidationArguments } from 'class-validator';
import { IsLegalStringList } from './validation.js';
import { parse } from 'node:querystring';

/** The rule that a number in a query must obey. The bounds are inclusive. */
export interface NumberRule {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

interface NumberSchema {
  readonly type: 'number' | 'integer';
  readonly minimum: number;
  readonly maximum: number;
}

/** A time as the OpenAPI document describes it. Its smallest step is a millisecond. */
const TIME: NumberSchema = { type: 'number', minimum: 0, maximum: EPOCH_SECONDS_END - 0.001 };

const toNumber = (value: unknown): unknown =>
  typeof value === 'string' ? (parseDecimal(value) ?? value) : value;

const toBoolean = (value: unknown): unknown => (value === 'true' ? true : value === 'false' ? false : value);

/**
 * Returns what is wrong with a number; an empty text if nothing is. The bounds are checked only if the value is a
 * number.
 */
const numberProblem = (value: unknown, { min, max, whole = false }: NumberRule): string => {
  if (typeof value !== 'number') return 'must be a number';
  if (whole && !Number.isInteger(value)) return 'must be a whole number';
  if (value >= min && value <= max) return '';
  return `must be a number from ${readable(min)} to ${readable(max)}`;
};

const timeProblem = (value: unknown): string => {
  if (typeof value !== 'number') return 'must be a time in epoch seconds';
  if (value >= EPOCH_SECONDS_END) return 'looks like milliseconds; epoch seconds are needed';
  return value < 0 ? 'must be a time in epoch seconds, 0 or later' : '';
};

const readable = (bound: number): string => bound.toLocaleString('en');

/**
 * Converts a decimal number, and documents it as `schema`. Rejects a value for which `problemOf` returns a text, with
 * this text.
 */
const IsDecimal = (
  name: string,
  schema: NumberSchema,
  problemOf: (value: unknown) => string,
): PropertyDecorator =>
  applyDecorators(
    ApiProperty(schema),
    Transform(({ value }) => toNumber(value)),
    ValidateBy({
      name,
      validator: {
        validate: (value: unknown) => problemOf(value) === '',
        defaultMessage: (args?: ValidationArguments) => problemOf(args?.value),
      },
    }),
  );

/** Converts to a number, and requires it to obey `rule`. */
export const IsNumberValue = (rule: NumberRule): PropertyDecorator => {
  const { min: minimum, max: maximum, whole = false } = rule;
  const schema = { type: whole ? 'integer' : 'number', minimum, maximum } as const;
  return IsDecimal('isNumberValue', schema, (value) => numberProblem(value, rule));
};

/** Converts to a number, and requires it to be a time in epoch seconds. */
export const IsEpochSeconds = (): PropertyDecorator => IsDecimal('isEpochSeconds', TIME, timeProblem);

/** Requires the name of an IANA time zone. */
export const IsTimeZone = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'string', format: 'iana-time-zone' }),
    ValidateBy({
      name: 'isTimeZone',
      validator: { validate: isTimeZone, defaultMessage: () => TIME_ZONE_RULE },
    }),
  );

/** Converts `true` and `false` to a boolean, and rejects everything else. */
export const IsBooleanValue = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'boolean' }),
    Transform(({ value }) => toBoolean(value)),
    IsBoolean({ message: 'must be true or false' }),
  );

/** Converts one name or several to a list. Refuses names that are not legal, and more than `maxItems`. */
const IsNameList = (maxItems: number): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => (value === undefined ? value : [value].flat())),
    IsLegalStringList(maxItems),
  );

/** Converts one username or several to a list. */
export const IsUsernameList = (): PropertyDecorator => IsNameList(MAX_USERNAMES_PER_QUERY);

/** Converts one name of a group or several to a list. */
export const IsGroupList = (): PropertyDecorator => IsNameList(MAX_GROUPS_PER_QUERY);

/** The query parameters of a request. The client chooses their names, so the object has no prototype. */
export type Query = Readonly<Record<string, string | string[]>>;

/** The parsed query of every request whose URL has no query. */
export const NO_QUERY = Object.freeze(Object.create(null) as Query);

/**
 * Parses a query string. A parameter that is given once is a string; one that is given several times, or with brackets,
 * is a list in the order given. `name[]=a&name[]=b` and `name=a&name=b` both give the list `name`.
 */
export const parseQueryString = (text: string): Query => {
  if (text === '') return NO_QUERY;
  const query = Object.create(null) as Record<string, string | string[]>;
  // The number of parameters needs no limit of its own: the limit of a request's headers also limits the length of its
  // URL.
  for (const [name, value] of Object.entries(parse(text, '&', '=', { maxKeys: 0 }))) {
    if (value === undefined) continue;
    const isList = name.endsWith('[]');
    const plain = isList ? name.slice(0, -2) : name;
    const known = query[plain];
    if (known === undefined && !isList) query[plain] = value;
    else query[plain] = [known ?? [], value].flat();
  }
  return query;
};
