import { describe, expect, it } from '@jest/globals';
import { isCommonPassword } from './common-passwords.js';
import { Passwords } from './passwords.js';

describe('isCommonPassword', () => {
  it.each([
    'password',
    'Password1',
    'P@ssw0rd!',
    'p4ssw0rd123',
    '12345678',
    '87654321',
    'qwertyui',
    'qwerty2024',
    'abcdefgh',
    'aaaaaaaa',
    'abcabcabc',
    '11111111',
    'Iloveyou1!',
    'sunshine!!',
    'Summer2026',
    'admin123',
    '1234567890',
    '!!welcome!!',
    'ＰＡＳＳＷＯＲＤ',
  ])('refuses %s', (password) => {
    expect(isCommonPassword(password)).toBe(true);
  });

  it.each([
    'correct horse battery',
    'a given password',
    'violet umbrella 42',
    'summer rain on tin',
    'Tr0ub4dor&3',
    '93751640',
    'chosen before',
  ])('accepts %s', (password) => {
    expect(isCommonPassword(password)).toBe(false);
  });

  it('accepts the passwords that the server generates', () => {
    const passwords = new Passwords();
    for (let i = 0; i < 200; i++) expect(isCommonPassword(passwords.make())).toBe(false);
  });
});
