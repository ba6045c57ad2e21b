import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { readSettings } from '../../platform/settings/read-settings.js';
import type { Settings } from '../../platform/settings/settings.js';
import type { AccountStore, User } from '../../store/ports/account-store.js';
import { openMainDatabase } from '../../store/open-database.js';
import type { Database } from '../../store/ports/database.js';
import { temporaryFolder } from '../../store/testing/temporary-folder.js';
import { user } from '../../store/testing/accounts.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { AuditLog } from '../audit/audit-log.js';
import { Codes } from './codes.js';
import { makeRecoveryCodes } from './recovery-codes.js';
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
    expect(findStep(SECRET, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it('count as used when they or later codes were used', () => {
    const now = 1_000 * 30_000;
    expect([999, 1_000, 1_001].map((step) => isUsed(step, 1_000, now))).toEqual([true, true, false]);
  });

  it('have a secret of 160 bits, and a URI short enough for a QR code even if the name is long', () => {
    expect(makeTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(makeTotpSecret()).not.toBe(makeTotpSecret());
    expect(totpUri(SECRET, '\u{1f642}'.repeat(200)).length).toBeLessThan(1_000);
  });
});

describe('Recovery codes', () => {
  it('have 120 random bits each', () => {
    const codes = [...makeRecoveryCodes(), ...makeRecoveryCodes()];
    expect(new Set(codes).size).toBe(20);
    for (const code of codes) expect(code).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){5}$/);
  });
});

describe('A secret that SecretBox has encrypted', () => {
  /** Returns the SecretBox of a server with these SESSION_SECRETS. All these servers share one database. */
  const boxWith = (...sessionSecrets: string[]): SecretBox =>
    new SecretBox(
      { sessionSecrets } as unknown as Settings,
      { ensureSecret: () => Promise.resolve('the secret in the database') } as unknown as AccountStore,
    );
  const context = ['stored', 'ada'];

  it("can't be read in the encrypted text, and can be decrypted only for the context that it was encrypted for", async () => {
    const sealed = await boxWith('one secret').seal('the text', context);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('the text');
    expect(await boxWith('one secret').open(sealed, context)).toBe('the text');
    expect(await boxWith('one secret').open(sealed, ['stored', 'ben'])).toBeUndefined();
    const changed = sealed.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    for (const other of [changed, sealed.slice(0, -4), sealed.slice(0, 8), '']) {
      expect(await boxWith('one secret').open(other, context)).toBeUndefined();
    }
  });

  it('can be decrypted with each of SESSION_SECRETS, but not with the database alone', async () => {
    const sealed = await boxWith('one secret').seal('the text', context);
    expect(await boxWith('a newer secret', 'one secret').open(sealed, context)).toBe('the text');
    expect(await boxWith('a newer secret').open(sealed, context)).toBeUndefined();
    expect(await boxWith().open(sealed, context)).toBeUndefined();
  });

  it('can still be decrypted after SESSION_SECRETS was set for the first time', async () => {
    const sealed = await boxWith().seal('the text', context);
    expect(await boxWith('one secret').open(sealed, context)).toBe('the text');
  });
});

describe('A second factor after a change of SESSION_SECRETS', () => {
  const folder = temporaryFolder();
  let database: Database;
  beforeAll(async () => {
    database = await openMainDatabase(readSettings({ DATABASE_URL: 'file:./dwell.db' }, folder.path));
  });
  afterAll(async () => {
    await database.close();
    folder.remove();
  });

  const clock = new FakeClock(1_000 * 30_000);
  const secret = makeTotpSecret();
  /** Advances the clock by one 30 s step, and returns the app's code of the new step, which no test has used yet. */
  const nextCode = (): string => {
    clock.advance(30_000);
    return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now() });
  };
  const codesWith = (...sessionSecrets: string[]): Codes => {
    const { accounts, audit } = database;
    const settings = { sessionSecrets } as unknown as Settings;
    return new Codes(
      accounts,
      new SecretBox(settings, accounts),
      clock,
      new AuditLog(audit, clock, settings),
    );
  };
  const find = async (username: string): Promise<User> => {
    const found = await database.accounts.findUser(username);
    if (!found) throw new Error(`There is no ${username}`);
    return found;
  };
  /**
   * Creates a user with a second factor, whose secret is encrypted with the first of `sessionSecrets`. Resolves to the
   * user's recovery codes.
   */
  const turnOn = async (username: string, ...sessionSecrets: string[]): Promise<string[]> => {
    const made = await codesWith(...sessionSecrets).make(username, secret, nextCode());
    await database.accounts.createUser(user(username, { secondFactor: made?.factor }));
    return made?.recoveryCodes ?? [];
  };

  it('accepts only recovery codes if the secret that encrypts it is no longer in SESSION_SECRETS', async () => {
    const [recoveryCode = ''] = await turnOn('ada', 'the old secret');
    const codes = codesWith('the new secret');
    expect(await codes.use(await find('ada'), nextCode(), '192.0.2.1')).toBe(false);
    expect(await codes.use(await find('ada'), recoveryCode, '192.0.2.1')).toBe(true);
  });

  it('is encrypted again, with the first of SESSION_SECRETS, when a code of the app is used', async () => {
    await turnOn('ben', 'the old secret');
    const both = codesWith('the new secret', 'the old secret');
    expect(await both.use(await find('ben'), nextCode(), '192.0.2.1')).toBe(true);
    expect(await codesWith('the new secret').use(await find('ben'), nextCode(), '192.0.2.1')).toBe(true);
  });
});
