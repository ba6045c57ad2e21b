/** How deep arrays and objects in a body may be nested. Small bodies are not checked: see {@link HARMLESS_BYTES}. */
export const MAX_JSON_DEPTH = 256;

/** The most values in a body: members of objects and elements of arrays, on all levels together. */
export const MAX_JSON_VALUES = 50_000;

/**
 * The shape of a body of up to this many bytes is not checked, because no such body costs much. Nearly all bodies of
 * this size are pings.
 */
const HARMLESS_BYTES = 1_024;

// The bytes that give a JSON text its shape.
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Returns what is wrong with the shape of a JSON text; undefined if nothing is, or if the text has at most
 * {@link HARMLESS_BYTES}. Parsing and checking deep or wide data costs many times as much as this look at its bytes.
 * Text that is not JSON may pass; the parser refuses it.
 */
export const jsonShapeProblem = (bytes: Uint8Array): string | undefined => {
  if (bytes.length <= HARMLESS_BYTES) return undefined;
  let depth = 0;
  let values = 1;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === COMMA) values++;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth++;
      values++;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--;
    if (depth > MAX_JSON_DEPTH) return `The body must not be nested deeper than ${MAX_JSON_DEPTH} levels`;
    if (values > MAX_JSON_VALUES) {
      return `The body must not have more than ${MAX_JSON_VALUES.toLocaleString('en')} values`;
    }
  }
  return undefined;
};

/**
 * Returns the index of the quote that ends the string that begins at `start`; the length of the text if there is none.
 */
const endOfString = (bytes: Uint8Array, start: number): number => {
  for (let at = start + 1; at < bytes.length; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === QUOTE) return at;
  }
  return bytes.length;
};
