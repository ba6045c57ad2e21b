import { describe, expect, it } from '@jest/globals';
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

  it('verifies a hash at the cost that it was made with, whatever the current cost is', async () => {
    const old = await new Passwords({ N: 32, r: 2, p: 2 }).hash('correct horse');
    expect(old).toMatch(/^scrypt\$32\$2\$2\$/);
    expect(await passwords.verify('correct horse', old)).toBe(true);
  });

  it('treats composed and combining letters as the same password', async () => {
    const hash = await passwords.hash('caf\u00e9 au lait');
    expect(await passwords.verify('cafe\u0301 au lait', hash)).toBe(true);
  });

  it('rejects every password of an unknown user, after the same work', async () => {
    expect(await passwords.verify('anything', undefined)).toBe(false);
  });

  it('makes passwords that are hard to guess', () => {
    expect(passwords.make()).toMatch(/^[\w-]{20}$/);
    expect(passwords.make()).not.toBe(passwords.make());
  });

  it('hashes at PASSWORD_COST by default', async () => {
    expect(await new Passwords().hash('correct horse')).toMatch(/^scrypt\$16384\$8\$5\$/);
  });
});
