type Kind = 'boolean' | 'function' | 'object' | 'undefined';

const IN_WORDS: Record<Kind, string> = {
  boolean: 'true or false',
  function: 'a function',
  object: 'an object',
  undefined: 'left out',
};

/**
 * Checks the type of an option. Callers in JavaScript have no types that prevent a wrong one.
 * @throws TypeError if `value` is of none of the kinds. null is of no kind
 */
export const expectKind = (option: string, value: unknown, ...kinds: Kind[]): void => {
  if (value !== null && kinds.some((kind) => typeof value === kind)) return;
  throw new TypeError(`${option} must be ${kinds.map((kind) => IN_WORDS[kind]).join(', or ')}`);
};
