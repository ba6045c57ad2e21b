import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { anyText } from '@dwell/shared/testing/any-text';
import { type FieldError, isLegalString, legalPath, MAX_ELAPSED_MS, MAX_STRING_LENGTH } from '@dwell/shared';
import { readNamedUser } from '../auth/guard/named-user.js';
import { InvalidFields } from '../http/validation.js';
import { checkKeepalive, checkSessionHide, checkSessionStart, pathErrors, toPath } from './ping-body.js';
import { checkItem, usernameIn } from './keepalives-item.js';
import { KeepaliveItemDto, SessionHideItemDto, SessionStartItemDto } from './keepalives.dto.js';
import { KeepaliveDto, SessionHideDto, SessionStartDto } from './recording.dto.js';

const errorsOf = (check: (body: unknown) => unknown, body: unknown): readonly FieldError[] => {
  try {
    check(body);
    return [];
  } catch (error) {
    if (error instanceof InvalidFields) return error.errors;
    throw error;
  }
};

const badFields = (check: (body: unknown) => unknown, body: unknown): string[] =>
  errorsOf(check, body).map(({ field }) => field);

/** Returns the fields that the DTO's decorators reject. */
const badDtoFields = (dto: new () => object, body: object): string[] =>
  validateSync(plainToInstance(dto, body)).map(({ property }) => property);

/** These generators give values on both sides of every rule, and values of other types. */
const anyString = fc.oneof(
  fc.string(),
  anyText(),
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
    username: anyValue,
    other: anyValue,
  },
  { requiredKeys: [] },
);

describe('the body of a recording call', () => {
  it.each([
    ['sessionstart', checkSessionStart, SessionStartDto],
    ['session-hide', checkSessionHide, SessionHideDto],
    ['keepalive', checkKeepalive, KeepaliveDto],
  ])('of %s is rejected for the same fields by hand and by the DTO', (_name, check, dto) => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const byHand = new Set(badFields(check, body).map((field) => field.split('.')[0]));
        expect(byHand).toEqual(new Set(badDtoFields(dto, body)));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['sessionstart', SessionStartItemDto],
    ['session-hide', SessionHideItemDto],
    ['keepalive', KeepaliveItemDto],
  ])(
    'of %s, as an item among others, is rejected for the same fields by hand and by the DTO',
    (call, dto) => {
      const check = (item: unknown): void => {
        const username = usernameIn(item);
        if (username !== undefined)
          readNamedUser(username, 'username', { role: 'reporter', via: 'jwt', client: '' });
      };
      fc.assert(
        fc.property(anyBody, fc.oneof(fc.constant(call), fc.constant(call), anyValue), (body, named) => {
          const item = { ...body, call: named };
          const byHand = [...badFields(check, item), ...badFields(checkItem, item)];
          const byDto = badDtoFields(dto, item);
          // The call decides which other fields there are, so they are not checked when it is not valid.
          expect(new Set(byHand.map((field) => field.split('.')[0]))).toEqual(
            new Set(named === call ? byDto : byDto.filter((field) => ['call', 'username'].includes(field))),
          );
        }),
        { numRuns: 500 },
      );
    },
  );

  it('may have the path as an array or as a string', () => {
    expect(badFields(checkKeepalive, { visible: true, path: ['/view/V', 'tab'] })).toEqual([]);
    expect(badFields(checkKeepalive, { visible: true, path: '[/view/V,tab]' })).toEqual([]);
  });

  it.each([
    ['no path', { visible: true }, ['path']],
    ['an empty path', { visible: true, path: [] }, ['path']],
    ['a number in the path', { visible: true, path: ['a', 1] }, ['path.1']],
    ['an empty tab', { visible: true, path: ['a', ''] }, ['path.1']],
    ['null in the path', { visible: true, path: ['a', null] }, ['path.1']],
    ['an empty list in the path', { visible: true, path: ['a', []] }, ['path.1']],
    ['a list in a list', { visible: true, path: ['a', [['b']]] }, ['path.1']],
    ['NUL in a tab', { visible: true, path: ['a', ['b', 'c\0']] }, ['path.1']],
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
  ])('of a keepalive with %s is rejected, and the error names the bad fields', (_story, body, fields) => {
    expect(badFields(checkKeepalive, body)).toEqual(fields);
  });

  it.each([
    ['5', 'must be a number'],
    [true, 'must be a number'],
    [-1, 'must be from 0 to 86,400,000 milliseconds'],
    [MAX_ELAPSED_MS + 1, 'must be from 0 to 86,400,000 milliseconds'],
  ])('with the elapsed_ms %j is rejected: it %s', (elapsed_ms, message) => {
    const errors = errorsOf(checkKeepalive, { visible: true, path: ['a'], elapsed_ms });
    expect(errors).toEqual([{ field: 'elapsed_ms', message }]);
  });

  it('may be missing in a sessionstart', () => {
    expect(checkSessionStart(undefined)).toEqual({});
  });

  it('is rejected if an optional field is null', () => {
    const nulls = { client_id: null, page_id: null, elapsed_ms: null };
    const fields = Object.keys(nulls);
    expect(badFields(checkSessionStart, nulls).sort()).toEqual(['client_id', 'page_id']);
    expect(badFields(checkSessionHide, { path: ['a'], ...nulls }).sort()).toEqual(fields.sort());
    expect(badFields(checkKeepalive, { visible: true, path: ['a'], ...nulls }).sort()).toEqual(fields.sort());
  });
});

describe('a path whose names are not one or two legal strings', () => {
  const long = `/report/${'x'.repeat(600)}`;

  it.each([
    ['three names', ['a', 'b', 'c'], ['a', 'b,c']],
    ['a list of tabs', ['a', ['b', 'c']], ['a', 'b,c']],
    ['a list of one tab', ['a', ['b']], ['a', 'b']],
    ['a long view', [long, 'b'], legalPath([long, 'b'])],
    ['a long view in the string form', `[${long},b]`, legalPath([long, 'b'])],
    ['lone surrogates', ['\ud800a', 'b\udc00'], ['\ufffda', 'b\ufffd']],
    [
      'a name beside 2,000 others',
      ['a', ...Array<string>(2_000).fill('b')],
      legalPath(['a', ...Array<string>(2_000).fill('b')]),
    ],
  ])('is recorded as a legal one: %s', (_story, path, recorded) => {
    expect(badFields(checkKeepalive, { visible: true, path })).toEqual([]);
    expect(toPath(path)).toEqual(recorded);
    expect(recorded.every(isLegalString)).toBe(true);
  });
});

describe('the string form of a path', () => {
  it.each([
    ['[/view/V,view-tab_T]', ['/view/V', 'view-tab_T']],
    ['[/exploitation/pbehaviors]', ['/exploitation/pbehaviors']],
    ['/view/V,tab', ['/view/V', 'tab']],
    ['[a,b,c]', ['a', 'b,c']],
    ['[a[0],b]', ['a[0]', 'b']],
    ['[line\nbreak,b]', ['line\nbreak', 'b']],
  ])('%j is decoded to %j', (text, path) => {
    expect(pathErrors(text)).toEqual([]);
    expect(toPath(text)).toEqual(path);
  });

  it.each(['', '[]', '[,]', '[a,]', ',b'])('%j is rejected, because the view or the tab is empty', (text) => {
    expect(pathErrors(text)).not.toEqual([]);
  });
});
