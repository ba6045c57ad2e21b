import { describe, expect, it } from '@jest/globals';
import { MAX_PARALLEL_HASHES, MAX_WAITING_HASHES, PasswordLine } from './password-line.js';
import { Passwords } from './passwords.js';

const CHEAP = { N: 16, r: 1, p: 1 };

describe('Passwords', () => {
  const passwords = new Passwords(CHEAP);

  it('verifies the hashed password and no other', async () => {
    const hash = await passwords.hash('correct horse');
    expect(await passwords.verify('correct horse', hash)).toBe(true);
    expect(await passwords.verify('correct horsf', hash)).toBe(false);
    expect(await passwords.verify('', hash)).toBe(false);
  });

  it('makes another hash each time, which does not contain the password', async () => {
    const [one, two] = [await passwords.hash('correct horse'), await passwords.hash('correct horse')];
    expect(one).not.toBe(two);
    expect(one).not.toContain('correct horse');
  });

  it('verifies a hash that was made at another cost than the current one', async () => {
    const old = await new Passwords({ N: 32, r: 2, p: 2 }).hash('correct horse');
    expect(old).toMatch(/^scrypt\$32\$2\$2\$/);
    expect(await passwords.verify('correct horse', old)).toBe(true);
  });

  it('tells whether a hash has the present cost', async () => {
    expect(passwords.hasPresentCost(await passwords.hash('correct horse'))).toBe(true);
    for (const cost of [
      { ...CHEAP, N: 32 },
      { ...CHEAP, r: 2 },
      { ...CHEAP, p: 2 },
    ]) {
      expect(passwords.hasPresentCost(await new Passwords(cost).hash('correct horse'))).toBe(false);
    }
  });

  it('treats composed and combining letters as the same password', async () => {
    const hash = await passwords.hash('caf\u00e9 au lait');
    expect(await passwords.verify('cafe\u0301 au lait', hash)).toBe(true);
  });

  it('rejects a password for a user who does not exist', async () => {
    expect(await passwords.verify('anything', undefined)).toBe(false);
  });

  it('makes another password of 22 characters each time', () => {
    expect(passwords.make()).toMatch(/^[\w-]{22}$/);
    expect(passwords.make()).not.toBe(passwords.make());
  });

  it('hashes two at a time, lets 32 wait, and refuses the others at once', async () => {
    const busy = new Passwords(CHEAP);
    const all = await Promise.allSettled(Array.from({ length: 40 }, () => busy.verify('any', undefined)));
    expect(all.map(({ status }) => status)).toEqual([
      ...Array<string>(MAX_PARALLEL_HASHES + MAX_WAITING_HASHES).fill('fulfilled'),
      ...Array<string>(40 - MAX_PARALLEL_HASHES - MAX_WAITING_HASHES).fill('rejected'),
    ]);
    expect(all.at(-1)).toMatchObject({ reason: { status: 503, retryAfterSeconds: 5 } });
    expect(await busy.verify('any', undefined)).toBe(false);
  });

  it('never hashes more than two passwords at the same time', async () => {
    const line = new PasswordLine();
    let running = 0;
    let most = 0;
    const hash = async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
    };
    await Promise.all(Array.from({ length: 30 }, () => line.run(hash)));
    expect(most).toBe(MAX_PARALLEL_HASHES);
  });

  it('hashes at PASSWORD_COST by default', async () => {
    expect(await new Passwords().hash('correct horse')).toMatch(/^scrypt\$32768\$8\$3\$/);
  });
});
