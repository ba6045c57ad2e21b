import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '@dwell/shared/testing/any-text';
import { joinUnits, nameUnits, plainName } from './names.js';

const anyName = fc.string({
  minLength: 1,
  maxLength: 60,
  unit: fc.oneof(anyCharacter, fc.constantFrom(' ', '\t', 'a', '\u202E', '\u0301', '👩🏽‍💻', 'ش', '\u200B')),
});

describe('the units of a name', () => {
  it('are its characters as readers see them', () => {
    expect(nameUnits('añ👩🏽‍💻時').map(({ text }) => text)).toEqual(['a', 'ñ', '👩🏽‍💻', '時']);
  });

  it.each([
    ['one space', ' ', '␣'],
    ['500 spaces', ' '.repeat(500), '␣×500'],
    ['a space at the end', 'ann ', 'ann␣'],
    ['two spaces inside', 'ann  lee', 'ann␣×2lee'],
    ['a right-to-left override', '\u202Eexe.txt', 'U+202Eexe.txt'],
    ['an isolate', 'a\u2067b', 'aU+2067b'],
    ['a tab and a line break', 'a\tb\nc', 'a⇥b↵c'],
    ['a zero-width space', 'a\u200Bb', 'aU+200Bb'],
    ['a byte order mark alone', '\uFEFF', 'U+FEFF'],
    ['a Hangul filler', '\u3164', 'U+3164'],
    ['an escape', '\u001B[31m', 'U+001B[31m'],
  ])('mark %s', (_, name, shown) => {
    expect(
      nameUnits(name)
        .map(({ text, mark }) => mark ?? text)
        .join(''),
    ).toBe(shown);
  });

  it.each(['quarterly sales report', '山田　太郎', '👩🏽‍💻', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'می‌خواهم', '/orders/1'])(
    'leave %s unmarked',
    (name) => {
      expect(joinUnits(nameUnits(name))).toEqual([{ text: name }]);
    },
  );

  it('together are the name, so that it can be copied', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const units = nameUnits(name);
        expect(units.map(({ text }) => text).join('')).toBe(name);
        expect(
          joinUnits(units)
            .map(({ text }) => text)
            .join(''),
        ).toBe(name);
      }),
    );
  });
});

describe('a name as plain text', () => {
  it('is the name itself when every character of it can be seen', () => {
    expect(plainName('Dora Müller')).toBe('Dora Müller');
  });

  it('has something to see, and no character that changes the order of the text around it', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const text = plainName(name);
        expect(text).not.toMatch(/[\u202A-\u202E\u2066\u2067]/);
        expect(text).toMatch(/[^\p{Z}\p{Cc}\p{Cf}]/u);
      }),
    );
  });

  it('is isolated when it is written from right to left', () => {
    expect(plainName('تقرير')).toBe('\u2068تقرير\u2069');
  });
});
