import fc from 'fast-check';
import { anyText } from './any-text.js';
import { isLegalString, NO_TAB_KEY, OTHER_VIEW, type Path } from '../values.js';

/** Generates strings that are hard for objects, databases and encodings, and any other legal strings. */
export const legalString = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'a.b', '$set', '$x.y', '😀', ' ', OTHER_VIEW, NO_TAB_KEY),
  anyText({ minLength: 1, maxLength: 8 }).filter(isLegalString),
);

export const path: fc.Arbitrary<Path> = fc.oneof(fc.tuple(legalString), fc.tuple(legalString, legalString));
