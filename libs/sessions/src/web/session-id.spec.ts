import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { MemoryStore } from '../stores/memory-store.js';
import { newSessionId, verifySessionId } from './session-id.js';

const SID = '0123456789abcdef0123456789abcdef';

describe('A new session id', () => {
  it('V1: is 32 lower-case hex characters, signed as sid.signature', () => {
    const [sid, signed] = newSessionId('session_test');
    expect(sid).toMatch(/^[0-9a-f]{32}$/);
    expect(signed).toMatch(/^[0-9a-f]{32}\.[\w-]{43}$/);
    expect(signed.startsWith(`${sid}.`)).toBe(true);
  });

  it('V1, V6: is different each time', () => {
    const ids = Array.from({ length: 100 }, () => newSessionId('s')[0]);
    expect(new Set(ids).size).toBe(100);
  });

  it('V6: does not use Math.random, which can be predicted', () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.5);
    try {
      expect(newSessionId('s')[0]).not.toBe(newSessionId('s')[0]);
      expect(random).not.toHaveBeenCalled();
    } finally {
      random.mockRestore();
    }
  });

  it('V3, V5: is valid with its secret and invalid with another', () => {
    const [sid, signed] = newSessionId('session_test');
    expect(verifySessionId(signed, 'session_test')).toEqual([sid, true]);
    expect(verifySessionId(signed, 'another')).toEqual([sid, false]);
  });

  it("can't be created without a secret", () => {
    expect(() => newSessionId('')).toThrow(TypeError);
    expect(() => newSessionId([])).toThrow(TypeError);
  });
});

describe('A signed session id', () => {
  it.each([
    ['session_test', 'qM4goY3AGJaU9kAyTcg_VNlGw7kOg6rNJQGhKHQ21VY'],
    ['my secret', 'W_7ta6Z-SjW120FjCUOXhr4GmpKkn1eTDVoo8ctgcno'],
  ])('V2: from another implementation with the secret "%s" is valid', (secret, signature) => {
    expect(verifySessionId(`${SID}.${signature}`, secret)).toEqual([SID, true]);
    expect(verifySessionId(`${SID}.${signature}`, 'wrong')).toEqual([SID, false]);
  });

  it('V4: contains its sid even if the signature is forged', () => {
    expect(verifySessionId(`${SID}.INVALID_SIGNATURE`, 'session_test')).toEqual([SID, false]);
    expect(verifySessionId(`${SID}.`, 'session_test')).toEqual([SID, false]);
  });

  it.each(['', '.', 'just_a_session_id', 'a.b.c', '.signature', '..'])(
    'V5: is invalid if it is "%s"',
    (text) => {
      expect(verifySessionId(text, 'session_test')).toEqual(['', false]);
    },
  );

  it('V5: is invalid if any character is changed', () => {
    const [, signed] = newSessionId('session_test');
    for (let i = 0; i < signed.length; i++) {
      const changed = signed.slice(0, i) + (signed[i] === 'A' ? 'B' : 'A') + signed.slice(i + 1);
      expect(verifySessionId(changed, 'session_test')[1]).toBe(false);
    }
  });

  it('V5: never makes verifySessionId throw, whatever the value is', () => {
    const anyText = fc.string({ unit: fc.nat(0xd7ff).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(verifySessionId(anything as string, 'session_test')[1]).toBe(false);
      }),
    );
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(verifySessionId(`${a}.${b}`, ['session_test'])[1]).toBe(false);
      }),
    );
  });
});

describe('A list of secrets', () => {
  it('signs with the first and verifies with all', () => {
    const [, old] = newSessionId('old');
    const [, fresh] = newSessionId(['new', 'old']);
    expect(verifySessionId(old, ['new', 'old'])[1]).toBe(true);
    expect(verifySessionId(fresh, 'new')[1]).toBe(true);
    expect(verifySessionId(fresh, 'old')[1]).toBe(false);
  });

  it('does not verify ids that a removed secret signed', () => {
    const [, old] = newSessionId('old');
    expect(verifySessionId(old, ['newest', 'new'])[1]).toBe(false);
    expect(verifySessionId(old, [])[1]).toBe(false);
  });

  it('V5: may contain undefined, for example an environment variable that is not set', () => {
    const [, signed] = newSessionId('new');
    const ring = ['new', process.env['NO_SUCH_SECRET']] as string[];
    expect(verifySessionId(signed, ring)[1]).toBe(true);
    expect(verifySessionId(newSessionId('another')[1], ring)[1]).toBe(false);
  });

  it('ignores an empty secret', () => {
    const forged = `${SID}.${'A'.repeat(43)}`;
    expect(verifySessionId(forged, ['', ''])[1]).toBe(false);
  });
});

describe('Signed ids and a store without a web framework', () => {
  it('V39: find the data of a client that sends its signed id back', () => {
    const store = new MemoryStore<{ name: string; age: number }>();
    const [sid, signed] = newSessionId('my secret');
    store.set(sid, { name: 'Ada', age: 36 });

    const [asked, valid] = verifySessionId(signed, 'my secret');
    expect(valid).toBe(true);
    expect(store.get(asked, 0)).toEqual({ name: 'Ada', age: 36 });
  });
});
