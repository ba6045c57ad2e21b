/** Fixes one bug of the printed class: replaces `from`, which must occur exactly `times` times, by `to`. */
interface Patch {
  /** The number of the session manager's case that describes the bug. Test titles name it too. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly times: number;
}

/** The fixes of the three known bugs; everything else stays as printed. */
const PATCHES: readonly Patch[] = [
  // With two or more parameters the class reads a variable that does not exist; and it does not encode values.
  { name: 'S54', from: '${parms}', to: '${qry_str}', times: 1 },
  { name: 'S54', from: '${parameters[k]}', to: '${encodeURIComponent(parameters[k])}', times: 2 },
  // `self` is the window here, not the session.
  { name: 'S55', from: 'self.options', to: 'this.options', times: 1 },
  // A response body can be read only once, so the first reading is kept in a variable.
  { name: 'S56', from: 'const responseText', to: 'var responseText', times: 1 },
  { name: 'S56', from: 'textData = await response.text()', to: 'textData = responseText', times: 1 },
];

const CODE_BLOCK = /^```javascript\n(.*?)^```/gms;

export interface PatchedClass {
  readonly code: string;
  /** The changed lines in the format of a diff. */
  readonly diff: readonly string[];
}

/**
 * Returns the class `Session` from the document, with its three bugs fixed.
 * @throws Error when the document does not print the class exactly once, or when the class lacks one of the bugs
 */
export const patchClass = (document: string): PatchedClass => {
  const blocks = [...document.matchAll(CODE_BLOCK)].map(([, code = '']) => code);
  const [printed, ...more] = blocks.filter((code) => code.startsWith('class Session '));
  if (printed === undefined || more.length > 0) {
    throw new Error('The document must have one block of JavaScript that is the class Session');
  }
  const code = PATCHES.reduce(apply, printed);
  const after = code.split('\n');
  const diff = printed
    .split('\n')
    .flatMap((line, index) =>
      line === after[index] ? [] : [`- ${line.trim()}`, `+ ${after[index]?.trim()}`],
    );
  return { code, diff };
};

const apply = (code: string, { name, from, to, times }: Patch): string => {
  const parts = code.split(from);
  if (parts.length !== times + 1) {
    throw new Error(`${name}: "${from}" must be in the class ${times} times, not ${parts.length - 1}`);
  }
  return parts.join(to);
};
