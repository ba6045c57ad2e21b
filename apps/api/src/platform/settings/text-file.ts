import { readFileSync } from 'node:fs';

/**
 * Returns the text of a UTF-8 file, without its byte order mark.
 * @throws Error whose message shows nothing of the contents
 */
export const readTextFile = (file: string): string => {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Error(`can't be read: ${(error as Error).message}`, { cause: error });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Error(`(${file}) is not UTF-8 text`, { cause: error });
  }
};
