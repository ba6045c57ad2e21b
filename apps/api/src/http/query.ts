import { applyDecorators } from '@nestjs/common';
import { LEGAL_STRING_RULE, MAX_USERNAMES_PER_QUERY } from '@dwell/shared';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsNumber, Max, Min } from 'class-validator';
import { IsLegalString } from './validation.js';
import { parse } from 'node:querystring';

/** The latest instant a date can hold, in epoch seconds. */
const MAX_EPOCH_SECONDS = 8_640_000_000_000;

/** Returns a query value as a number. Leaves a value that is not a number unchanged, so that validation rejects it. */
const toNumber = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;

const toBoolean = (value: unknown): unknown => (value === 'true' ? true : value === 'false' ? false : value);

/** Converts to a number and requires it to be from `min` to `max`. */
export const IsNumberValue = (min: number, max: number, message = 'must be a number'): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => toNumber(value)),
    Max(max),
    Min(min),
    IsNumber({}, { message }),
  );

/** Converts to a number and requires it to be an instant in epoch seconds. */
export const IsEpochSeconds = (): PropertyDecorator =>
  IsNumberValue(0, MAX_EPOCH_SECONDS, 'must be a time in epoch seconds');

/** Converts `true` and `false` to a boolean, and rejects everything else. */
export const IsBooleanValue = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => toBoolean(value)),
    IsBoolean({ message: 'must be true or false' }),
  );

/** Converts one username or several to a list. */
export const IsUsernameList = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => (value === undefined ? value : [value].flat())),
    IsLegalString({ each: true, message: `each ${LEGAL_STRING_RULE}` }),
    ArrayMaxSize(MAX_USERNAMES_PER_QUERY),
    IsArray(),
  );

/**
 * Parses a query string. A parameter that is given once is a string; one that is given several times, or with brackets,
 * is a list in the order given. `name[]=a&name[]=b` and `name=a&name=b` both give the list `name`.
 */
export const parseQueryString = (text: string): Record<string, string | string[]> => {
  const query = Object.create(null) as Record<string, string | string[]>;
  if (text === '') return query;
  for (const [name, value] of Object.entries(parse(text, '&', '=', { maxKeys: 2_000 }))) {
    if (value === undefined) continue;
    const isList = name.endsWith('[]');
    const plain = isList ? name.slice(0, -2) : name;
    const known = query[plain];
    if (known === undefined && !isList) query[plain] = value;
    else query[plain] = [known ?? [], value].flat();
  }
  return query;
};
