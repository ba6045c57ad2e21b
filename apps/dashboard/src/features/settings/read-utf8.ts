/** Returns the text of a file, without the byte order mark; undefined if the bytes are not UTF-8. */
export const readUtf8 = (bytes: ArrayBuffer): string | undefined => {
  try {
    // Without `fatal`, bytes of another encoding would silently become question marks in names.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};
