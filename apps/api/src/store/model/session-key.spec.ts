import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { beakerIdOf, keyOf, sessionIdOf } from './session-key.js';

describe('session keys', () => {
  it('are different for two different pairs of username and client, even if the concatenated texts are equal', () => {
    expect(keyOf('ab', 'c').hash).not.toBe(keyOf('a', 'bc').hash);
    expect(keyOf('1', '1:x').hash).not.toBe(keyOf('11', ':x').hash);
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (u1, c1, u2, c2) => {
        const same = u1 === u2 && c1 === c2;
        expect(keyOf(u1, c1).hash === keyOf(u2, c2).hash).toBe(same);
      }),
    );
  });

  it("give a key's first session the same id each time, and the second session another id", () => {
    const key = keyOf('jacques', 'laptop');
    expect(sessionIdOf(key, 1)).toBe(sessionIdOf(keyOf('jacques', 'laptop'), 1));
    expect(sessionIdOf(key, 1)).not.toBe(sessionIdOf(key, 2));
    expect(sessionIdOf(key, 1)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('are shown as the base64 of username and client with a _ between them, as older readers expect', () => {
    expect(beakerIdOf(keyOf('root', '1574957233'))).toBe('cm9vdF8xNTc0OTU3MjMz');
  });
});
