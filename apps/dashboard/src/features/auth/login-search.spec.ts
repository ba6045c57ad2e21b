import { describe, expect, it } from '@jest/globals';
import { readLoginSearch } from './login-search.js';

describe('the page to open after the login', () => {
  it.each(['/', '/sessions?usernames=anna&range=7d', '/sessions/1#x'])(
    'is the page of the dashboard that the URL names: %s',
    (to) => {
      expect(readLoginSearch({ to }).to).toBe(to);
    },
  );

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    'sessions',
    '',
  ])('is undefined when the URL names anything but a path of this site: %s', (to) => {
    expect(readLoginSearch({ to }).to).toBeUndefined();
  });
});
