import { isLegalString } from '@dwell/shared';
import fc from 'fast-check';
import { anyText } from '@dwell/shared/testing/any-text';

/** Legal strings that a careless store mistakes for something else. */
export const ODD_STRINGS = [
  '__proto__',
  'constructor',
  'a.b.c',
  '$set',
  '$',
  '.',
  ' ',
  "'; drop table users; --",
  '"quoted"',
  '`',
  '[brackets]',
  '%_*?',
  'null',
  '0',
  'é',
  'e\u0301',
  '👩‍👩‍👧',
  '\uFFFF',
  '\u{10FFFF}',
  '\uE000',
  '\t\n',
  'Ω'.repeat(512),
];

/** Generates strings that may be a view, tab, username or client. */
export const legalString = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(...ODD_STRINGS),
    anyText({ minLength: 1, maxLength: 12 }).filter(isLegalString),
    fc.constantFrom('a', 'b', 'ab'),
  );
