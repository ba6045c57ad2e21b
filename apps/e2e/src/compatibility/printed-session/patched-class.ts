/** A mend of one bug of the printed class: every `from` becomes `to`, and it must stand there so many times. */
interface Patch {
  /** The case that knows the bug. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly times: number;
}

/** The three bugs, and nothing else. */
const PATCHES: readonly Patch[] = [
  // A variable that does not exist, as soon as there are two parameters; and values that are not encoded.
  { name: 'S54', from: '${parms}', to: '${qry_str}', times: 1 },
  { name: 'S54', from: '${parameters[k]}', to: '${encodeURIComponent(parameters[k])}', times: 2 },
  // The window instead of the session.
  { name: 'S55', from: 'self.options', to: 'this.options', times: 1 },
  // A body that has been read can't be read again; what was read must be in sight for that.
  { name: 'S56', from: 'const responseText', to: 'var responseText', times: 1 },
  { name: 'S56', from: 'textData = await response.text()', to: 'textData = responseText', times: 1 },
];

const CODE_BLOCK = /^```javascript\n(.*?)^```/gms;

export interface PatchedClass {
  readonly code: string;
  /** The lines that were changed, as a diff shows them. */
  readonly diff: readonly string[];
}

/**
 * The class `Session` as the document prints it, without its three bugs.
 * @throws Error where the document has not this class, or a bug is not where it should be
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
