/**
 * Words that lists of leaked passwords begin with. A password that is one of them, apart from digits and signs around
 * it and from letters written as digits, is among the first that an attacker tries.
 */
const WORDS = new Set(
  `password passwort passw pass motdepasse admin administrator root user guest test testing demo login welcome letmein
  changeme changeit secret default temp master access hello qwerty qwertyui qwertyuiop qwertz azerty azertyui
  azertyuiop asdfgh asdfghjkl yxcvbnm zxcvbn zxcvbnm qazwsx qazwsxedc iloveyou loveyou monkey dragon sunshine princess
  football baseball soccer hockey basketball superman batman starwars pokemon naruto shadow michael jennifer jessica
  ashley jordan michelle charlie daniel thomas andrew matthew joshua hunter trustno killer ninja mustang ferrari
  mercedes porsche corvette yankees dallas liverpool chelsea arsenal barcelona computer internet samsung google facebook
  microsoft whatever freedom flower summer winter spring autumn january february march april june july august september
  october november december monday friday chocolate cookie cheese pepper ginger butterfly angel angels lovely
  blink slipknot metallica nirvana eminem buster tigger maggie bailey snoopy peanut orange banana purple diamond
  silver golden thunder lightning phoenix matrix company business office server database dwell abcdef abcdefg abcdefgh
  abc abcd adminadmin passpass testtest rootroot useruser loginlogin`.split(/\s+/),
);

const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

const ROWS = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertzuiop',
  'qwertyuiop',
  'azertyuiop',
  'asdfghjkl',
];

const reversed = (text: string): string => Array.from(text).toReversed().join('');

/** Returns whether the text repeats one character or one short group, such as `abcabcabc`. */
const isRepeated = (text: string): boolean => /^(.{1,4})\1+$/u.test(text);

/** Returns whether the text runs along the alphabet, the digits or a row of keys, in either direction. */
const isRun = (text: string): boolean =>
  ROWS.some((row) => `${row}${row}`.includes(text) || `${row}${row}`.includes(reversed(text)));

const withoutEnds = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

/** Returns the text with digits and signs read as the letters that they look like. */
const asLetters = (text: string): string =>
  Array.from(text, (character) => LETTERS[character] ?? character).join('');

/**
 * Returns the text without the digits and signs at its end, and with the others read as letters: `p4ssw0rd123` is
 * `password`.
 */
const deLeet = (text: string): string => asLetters(text.replace(/[\d\W_]+$/u, ''));

/**
 * Returns whether the password is among the first that anybody guesses: a well-known word, a run of keys, a repetition.
 */
export const isCommonPassword = (password: string): boolean => {
  const text = password.normalize('NFKC').toLowerCase();
  const letters = asLetters(text);
  const words = [text, withoutEnds(text), letters, withoutEnds(letters)];
  return isRepeated(text) || isRun(text) || words.some((word) => WORDS.has(word) || WORDS.has(deLeet(word)));
};
