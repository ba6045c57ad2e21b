import { describe, expect, it } from '@jest/globals';
import { readUtf8 } from './read-utf8.js';

const bytesOf = (...bytes: number[]): ArrayBuffer => new Uint8Array(bytes).buffer;

describe('readUtf8', () => {
  it('returns the text of a file, without its byte order mark', () => {
    expect(readUtf8(bytesOf(0xef, 0xbb, 0xbf, 0x5a, 0x6f, 0xc3, 0xab))).toBe('Zoë');
    expect(readUtf8(bytesOf())).toBe('');
  });

  it('returns nothing for a file in another encoding, as Excel saves it', () => {
    expect(readUtf8(bytesOf(0x5a, 0x6f, 0xeb))).toBeUndefined();
  });
});
