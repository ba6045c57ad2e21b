import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { MAX_ELAPSED_MS, MAX_STRING_LENGTH } from '@dwell/shared';
import { InvalidFields } from '../http/validation.js';
import { checkKeepalive, checkSessionHide, checkSessionStart } from './ping-body.js';
import { KeepaliveDto, SessionHideDto, SessionStartDto } from './recording.dto.js';

const badFields = (check: (body: unknown) => unknown, body: unknown): string[] => {
  try {
    check(body);
    return [];
  } catch (error) {
    if (error instanceof InvalidFields) return error.errors.map(({ field }) => field);
    throw error;
  }
};

/** The fields that the DTO's decorators reject. */
const badDtoFields = (dto: new () => object, body: object): string[] =>
  validateSync(plainToInstance(dto, body)).map(({ property }) => property);

/** Values on both sides of every rule, and some of other types. */
const anyString = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    'a\0b',
    '\ud800',
    '__proto__',
    '$x.y',
    'a'.repeat(MAX_STRING_LENGTH),
    'a'.repeat(MAX_STRING_LENGTH + 1),
  ),
);
const anyValue = fc.oneof(
  anyString,
  fc.boolean(),
  fc.integer(),
  fc.double(),
  fc.constantFrom(null, undefined, MAX_ELAPSED_MS, MAX_ELAPSED_MS + 1, -1),
  fc.array(fc.oneof(anyString, fc.integer(), fc.constant(null)), { maxLength: 3 }),
  fc.object(),
);
const anyBody = fc.record(
  {
    visible: fc.oneof(fc.boolean(), anyValue),
    path: fc.oneof(fc.array(anyString, { minLength: 1, maxLength: 2 }), anyValue),
    client_id: anyValue,
    page_id: anyValue,
    elapsed_ms: fc.oneof(fc.integer({ min: -5, max: MAX_ELAPSED_MS + 5 }), anyValue),
    other: anyValue,
  },
  { requiredKeys: [] },
);

describe('the bodies of recording calls', () => {
  it.each([
    ['sessionstart', checkSessionStart, SessionStartDto],
    ['session-hide', checkSessionHide, SessionHideDto],
    ['keepalive', checkKeepalive, KeepaliveDto],
  ])('the hand-written check of %s rejects exactly the fields that its DTO rejects', (_name, check, dto) => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const byHand = new Set(badFields(check, body).map((field) => field.split('.')[0]));
        expect(byHand).toEqual(new Set(badDtoFields(dto, body)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes both forms of a path', () => {
    expect(badFields(checkKeepalive, { visible: true, path: ['/view/V', 'tab'] })).toEqual([]);
    expect(badFields(checkKeepalive, { visible: true, path: '[/view/V,tab]' })).toEqual([]);
  });

  it.each([
    ['no path', { visible: true }, ['path']],
    ['an empty path', { visible: true, path: [] }, ['path']],
    ['three elements', { visible: true, path: ['a', 'b', 'c'] }, ['path']],
    ['a number in the path', { visible: true, path: ['a', 1] }, ['path.1']],
    ['a view that is too long', { visible: true, path: ['v'.repeat(600)] }, ['path.0']],
    ['a lone surrogate', { visible: true, path: ['\ud800'] }, ['path.0']],
    ['an empty string path', { visible: true, path: '' }, ['path.0']],
    ['visible as a word', { visible: 'yes', path: ['a'] }, ['visible']],
    ['nothing at all', {}, ['visible', 'path']],
    [
      'everything wrong',
      { visible: 1, path: 2, page_id: 3, client_id: 4, elapsed_ms: '5' },
      ['visible', 'path', 'elapsed_ms', 'client_id', 'page_id'],
    ],
    ['a list', [], ['body']],
    ['a text', 'keepalive', ['body']],
    ['no body', undefined, ['body']],
  ])('names the bad fields of a keepalive with %s', (_story, body, fields) => {
    expect(badFields(checkKeepalive, body)).toEqual(fields);
  });

  it('a sessionstart needs no body', () => {
    expect(checkSessionStart(undefined)).toEqual({});
  });

  it('a field sent as null counts as not sent', () => {
    expect(
      badFields(checkKeepalive, { visible: true, path: ['a'], page_id: null, elapsed_ms: null }),
    ).toEqual([]);
  });
});
