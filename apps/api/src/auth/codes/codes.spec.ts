import { describe, expect, it } from '@jest/globals';
import type { Settings } from '../../platform/settings/settings.js';
import type { AccountStore } from '../../store/ports/account-store.js';
import { SecretBox } from './secret-box.js';
import { findStep, isUsed, makeTotpSecret, totpUri } from './totp.js';

describe('Codes of an app', () => {
  // The test vectors of RFC 6238, appendix B, cut to six digits. The secret is "12345678901234567890" in ASCII.
  const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('are those of RFC 6238 at second %d', (seconds, code) => {
    const step = Math.floor(seconds / 30);
    for (const [later, expected] of [
      [-31, undefined],
      [0, step],
      [30, step],
      [61, undefined],
    ] as const) {
      const found = findStep(SECRET, code, (seconds + later) * 1000);
      if (expected === undefined && later < 0) expect(found ?? step).toBe(step);
      else expect(found).toBe(expected);
    }
  });

  it('are used up with all codes before them', () => {
    const now = 1_000 * 30_000;
    expect([999, 1_000, 1_001].map((step) => isUsed(step, 1_000, now))).toEqual([true, true, false]);
  });

  it('have a secret of 160 bits, and a URI short enough for a QR code whatever the name is', () => {
    expect(makeTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(makeTotpSecret()).not.toBe(makeTotpSecret());
    expect(totpUri(SECRET, '\u{1f642}'.repeat(200)).length).toBeLessThan(1_000);
  });
});

describe('A secret that SecretBox has encrypted', () => {
  /** Returns the box of a server with these SESSION_SECRETS. All these servers share one database. */
  const boxWith = (...sessionSecrets: string[]): SecretBox =>
    new SecretBox(
      { sessionSecrets } as unknown as Settings,
      { ensureSecret: () => Promise.resolve('the secret in the database') } as unknown as AccountStore,
    );
  const context = ['stored', 'ada'];

  it("can't be read in the encrypted text, and is decrypted for its context alone", async () => {
    const sealed = await boxWith('one secret').seal('the text', context);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('the text');
    expect(await boxWith('one secret').open(sealed, context)).toBe('the text');
    expect(await boxWith('one secret').open(sealed, ['stored', 'ben'])).toBeUndefined();
    const changed = sealed.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    for (const other of [changed, sealed.slice(0, -4), sealed.slice(0, 8), '']) {
      expect(await boxWith('one secret').open(other, context)).toBeUndefined();
    }
  });

  it('is decrypted with each of SESSION_SECRETS, and not with the database alone', async () => {
    const sealed = await boxWith('one secret').seal('the text', context);
    expect(await boxWith('a newer secret', 'one secret').open(sealed, context)).toBe('the text');
    expect(await boxWith('a newer secret').open(sealed, context)).toBeUndefined();
    expect(await boxWith().open(sealed, context)).toBeUndefined();
  });

  it('is still decrypted after SESSION_SECRETS was set for the first time', async () => {
    const sealed = await boxWith().seal('the text', context);
    expect(await boxWith('one secret').open(sealed, context)).toBe('the text');
  });
});
