import { describe, expect, it } from '@jest/globals';
import { foldName } from './fold-name.js';

/** Every character that has another case or normal form, and every mark. */
const CHARACTERS = Array.from({ length: 0xe_0200 }, (_, point) => point)
  .filter((point) => point < 0xd800 || point > 0xdfff)
  .map((point) => String.fromCodePoint(point))
  .filter((character) =>
    /[\p{Changes_When_Casemapped}\p{Changes_When_NFKC_Casefolded}\p{M}\u1100-\u11ff\uac00-\ud7a3]/u.test(
      character,
    ),
  );

/** A Greek mark below a letter, which becomes a letter of its own in upper case. */
const IOTA_SUBSCRIPT = '\u0345';

describe('foldName', () => {
  it.each([
    ['accents', 'Zoë', 'zoe'],
    ['accents that are characters of their own', 'Zoe\u0308', 'zoe'],
    ['case', 'ANNA', 'anna'],
    ['the dot of a Turkish I', 'İıiI', 'iiii'],
    ['the two forms of a Greek sigma', 'ΣΊΣΥΦΟΣ', 'σισυφος'],
    ['the difference between ß and ss', 'Straße', 'STRASSE'],
    ['the difference between ẞ and ss', 'STRAẞE', 'strasse'],
    ['width', 'ａｎｎａ', 'anna'],
    ['ligatures', 'ﬃ', 'ffi'],
    ['the forms of letters in mathematics', '𝒜𝓃𝓃𝒶', 'anna'],
  ])('ignores %s', (_, name, same) => {
    expect(foldName(name)).toBe(foldName(same));
  });

  it('keeps different letters, spaces and punctuation apart', () => {
    const names = ['anna', 'anne', 'an na', 'an-na', 'a_na', 'a%na', 'a.na', 'a*na', 'a\\na'];
    expect(new Set(names.map(foldName)).size).toBe(names.length);
  });

  it('changes no character that is folded already', () => {
    expect(CHARACTERS.filter((character) => foldName(foldName(character)) !== foldName(character))).toEqual(
      [],
    );
  });

  it('leaves no mark, such as an accent', () => {
    expect(CHARACTERS.filter((character) => /\p{M}/u.test(foldName(character)))).toEqual([]);
  });

  it('returns the same for both cases and all normal forms of a character, unless it has an iota subscript', () => {
    const different = CHARACTERS.filter(
      (character) => !character.normalize('NFD').includes(IOTA_SUBSCRIPT),
    ).filter((character) =>
      [
        character.toLowerCase(),
        character.toUpperCase(),
        ...['NFC', 'NFD', 'NFKC', 'NFKD'].map((form) => character.normalize(form)),
      ].some((form) => foldName(form) !== foldName(character)),
    );
    expect(different).toEqual([]);
  });
});
