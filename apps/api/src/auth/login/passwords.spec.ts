import { describe, expect, it } from '@jest/globals';
import { Passwords } from './passwords.js';

const CHEAP = { N: 16, r: 1, p: 1 };

describe('A password', () => {
  const passwords = new Passwords(CHEAP);

  it('is known again, and no other one is', async () => {
    const hash = await passwords.hash('correct horse');
    expect(await passwords.verify('correct horse', hash)).toBe(true);
    expect(await passwords.verify('correct horsf', hash)).toBe(false);
    expect(await passwords.verify('', hash)).toBe(false);
  });

  it('has another hash each time, which does not contain it', async () => {
    const [one, two] = [await passwords.hash('correct horse'), await passwords.hash('correct horse')];
    expect(one).not.toBe(two);
    expect(one).not.toContain('correct horse');
  });

  it('is verified at the cost it was hashed at, whatever the cost is today', async () => {
    const old = await new Passwords({ N: 32, r: 2, p: 2 }).hash('correct horse');
    expect(old).toMatch(/^scrypt\$32\$2\$2\$/);
    expect(await passwords.verify('correct horse', old)).toBe(true);
  });

  it('may be typed with composed or with combining letters', async () => {
    const hash = await passwords.hash('caf\u00e9 au lait');
    expect(await passwords.verify('cafe\u0301 au lait', hash)).toBe(true);
  });

  it('is never right for somebody who does not exist, though it costs the same work', async () => {
    expect(await passwords.verify('anything', undefined)).toBe(false);
  });

  it('is hard to guess when made', () => {
    expect(passwords.make()).toMatch(/^[\w-]{20}$/);
    expect(passwords.make()).not.toBe(passwords.make());
  });

  it('is hashed at the full cost unless told otherwise', async () => {
    expect(await new Passwords().hash('correct horse')).toMatch(/^scrypt\$16384\$8\$5\$/);
  });
});
