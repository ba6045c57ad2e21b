/** One character of a name as readers see it, or several that are shown as one mark. */
export interface NameUnit {
  readonly text: string;
  /** Shown instead of the text, which readers could not see: `␣`, `U+202E`, `␣×500`. */
  readonly mark?: string;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters without a shape of their own: spaces, controls, bidirectional controls, and others that are not drawn. */
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Z}\p{DI}\u2800]+$/u;

/** Spaces that readers see between two visible characters. */
const SPACE = /^\p{Zs}$/u;

const MARKS: Readonly<Record<string, string>> = { ' ': '␣', '\t': '⇥', '\n': '↵', '\r': '↵', '\r\n': '↵' };

const markOf = (text: string): string =>
  MARKS[text] ??
  [...text]
    .map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');

/**
 * Splits a name into what readers see as its characters. Marks characters that they would not see: controls, and spaces
 * at the start, at the end, and beside other such characters. The same character several times in a row gets one mark.
 */
export const nameUnits = (name: string): NameUnit[] => {
  const characters = Array.from(graphemes.segment(name), ({ segment }) => segment);
  const isInvisible = (index: number): boolean => {
    const character = characters[index];
    return character === undefined || INVISIBLE.test(character);
  };
  const units: NameUnit[] = [];
  for (let index = 0; index < characters.length;) {
    const text = characters[index] ?? '';
    const between = SPACE.test(text) && !isInvisible(index - 1) && !isInvisible(index + 1);
    if (between || !isInvisible(index)) {
      units.push({ text });
      index++;
      continue;
    }
    let count = 1;
    while (characters[index + count] === text) count++;
    const mark = count === 1 ? markOf(text) : `${markOf(text)}×${String(count)}`;
    units.push({ text: text.repeat(count), mark });
    index += count;
  }
  return units;
};

/** Joins neighbouring units that have no mark. */
export const joinUnits = (units: readonly NameUnit[]): NameUnit[] => {
  const joined: NameUnit[] = [];
  for (const unit of units) {
    const last = joined.at(-1);
    if (last && last.mark === undefined && unit.mark === undefined) {
      joined[joined.length - 1] = { text: last.text + unit.text };
    } else joined.push(unit);
  }
  return joined;
};

/** Characters that are written from right to left. */
const RIGHT_TO_LEFT =
  /[\p{Script=Arab}\p{Script=Hebr}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}\p{Script=Adlm}]/u;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/**
 * Returns a name for places that show only plain text: titles, labels, messages. Invisible characters are replaced by
 * their marks, and a name written from right to left leaves the text around it in order.
 */
export const plainName = (name: string): string => {
  const text = nameUnits(name)
    .map((unit) => unit.mark ?? unit.text)
    .join('');
  return RIGHT_TO_LEFT.test(text) ? `${FIRST_STRONG_ISOLATE}${text}${POP_DIRECTIONAL_ISOLATE}` : text;
};
