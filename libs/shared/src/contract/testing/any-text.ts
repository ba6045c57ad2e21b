import fc from 'fast-check';

const FIRST_SURROGATE = 0xd800;
const SURROGATES = 0x800;
const CHARACTERS = 0x110000 - SURROGATES;

const characterAt = (index: number): string =>
  String.fromCodePoint(index < FIRST_SURROGATE ? index : index + SURROGATES);

/**
 * Returns the index for which {@link characterAt} gives this value; -1 if there is none. fast-check needs this function
 * to insert texts such as `__proto__`.
 */
const indexOf = (value: unknown): number => {
  const code = typeof value === 'string' ? (value.codePointAt(0) ?? -1) : -1;
  const index = code < FIRST_SURROGATE ? code : code - SURROGATES;
  return index >= 0 && characterAt(index) === value ? index : -1;
};

/**
 * Generates any character: each code point except surrogates. fast-check's unit "binary" has the same characters, but
 * each spec file needs two seconds to create it.
 */
export const anyCharacter: fc.Arbitrary<string> = fc.nat(CHARACTERS - 1).map(characterAt, indexOf);

/**
 * Generates texts of any characters. Some of them are names of properties that every object has, such as `toString`.
 */
export const anyText = (limits: { minLength?: number; maxLength?: number } = {}): fc.Arbitrary<string> =>
  fc.string({ ...limits, unit: anyCharacter });
