import { isUtf8 } from 'node:buffer';
import { applyDecorators } from '@nestjs/common';
import { MAX_STRING_LENGTH } from '@dwell/shared';
import { ApiProperty } from '@nestjs/swagger';
import { InvalidFields, IsText } from './validation.js';

/**
 * The most characters of a cursor. It holds at most two of the longest strings, as JSON, which writes up to 6 bytes for
 * a character, in base64url, which writes 4 characters for 3 bytes.
 */
export const MAX_CURSOR_LENGTH = Math.ceil(((2 * MAX_STRING_LENGTH * 6 + 100) * 4) / 3);

/** Requires a text that can be a cursor, and documents it. {@link readCursor} decodes it. */
export const IsCursor = (): PropertyDecorator =>
  applyDecorators(ApiProperty({ format: 'cursor' }), IsText(1, MAX_CURSOR_LENGTH));

/** Returns `values` as opaque text. */
export const writeCursor = (values: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** Returns the values in a cursor. Returns an empty list if `text` is no JSON list in base64url. */
export const readCursor = (text: string): unknown[] => {
  const bytes = Buffer.from(text, 'base64url');
  // Decoding is lenient: Node skips characters that are not base64url, and replaces bytes that are not UTF-8. So both
  // are checked here.
  if (bytes.toString('base64url') !== text || !isUtf8(bytes)) return [];
  try {
    const values: unknown = JSON.parse(bytes.toString());
    return Array.isArray(values) ? values : [];
  } catch {
    return [];
  }
};

export const invalidCursor = (message = 'is not a cursor of this list'): InvalidFields =>
  new InvalidFields([{ field: 'cursor', message }]);
