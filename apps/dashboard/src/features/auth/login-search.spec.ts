import { describe, expect, it } from '@jest/globals';
import { readLoginSearch } from './login-search.js';

describe('the page to open after the login', () => {
  it.each(['/', '/sessions?usernames=anna&range=7d', '/sessions/1#x'])(
    'is a page of the dashboard: %s',
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
  ])('is never on another site: %s', (to) => {
    expect(readLoginSearch({ to }).to).toBeUndefined();
  });
});
