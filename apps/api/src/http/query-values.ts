import { applyDecorators } from '@nestjs/common';
import { LEGAL_STRING_RULE, MAX_USERNAMES_PER_QUERY } from '@dwell/shared';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsNumber, Max, Min } from 'class-validator';
import { IsLegalString } from './is-legal-string.js';

/** The latest instant a date can hold, in epoch seconds. */
const MAX_EPOCH_SECONDS = 8_640_000_000_000;

/** A query value that is a number; what is none stays a string, for the check to reject. */
const toNumber = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;

const toBoolean = (value: unknown): unknown => (value === 'true' ? true : value === 'false' ? false : value);

/** A number from `min` to `max`. */
export const IsNumberValue = (min: number, max: number, message = 'must be a number'): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => toNumber(value)),
    Max(max),
    Min(min),
    IsNumber({}, { message }),
  );

/** An instant in epoch seconds. */
export const IsEpochSeconds = (): PropertyDecorator =>
  IsNumberValue(0, MAX_EPOCH_SECONDS, 'must be a time in epoch seconds');

/** `true` or `false`. */
export const IsBooleanValue = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => toBoolean(value)),
    IsBoolean({ message: 'must be true or false' }),
  );

/** A list of usernames, sent once or more. */
export const IsUsernameList = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => (value === undefined ? value : [value].flat())),
    IsLegalString({ each: true, message: `each ${LEGAL_STRING_RULE}` }),
    ArrayMaxSize(MAX_USERNAMES_PER_QUERY),
    IsArray(),
  );
