/** Thrown by `set` and `replace` for data that JSON can't represent. The stored session does not change. */
export class UnstorableSessionError extends Error {
  override readonly name = 'UnstorableSessionError';

  constructor(options?: ErrorOptions) {
    super("The session's data can't be stored, because JSON can't represent it", options);
  }
}

/**
 * Returns the data as JSON text. All stores of this package store this text, so that each keeps the same part of a
 * value: a Date becomes a string, a Map an empty object, and a property that is undefined or a function is left out.
 * @throws UnstorableSessionError for undefined, a function or a symbol, and where JSON.stringify throws: for a BigInt
 * or an object that contains itself
 */
export const encodeData = (data: unknown): string => {
  let text: string | undefined;
  try {
    text = JSON.stringify(data);
  } catch (cause) {
    throw new UnstorableSessionError({ cause });
  }
  if (text === undefined) throw new UnstorableSessionError();
  return text;
};
