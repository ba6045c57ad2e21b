import { describe, expect, it } from '@jest/globals';
import { readLoginSearch } from './login-search.js';

describe('where the login leads', () => {
  it.each(['/', '/sessions?usernames=anna&range=7d', '/sessions/1#x'])(
    'to a page of the dashboard: %s',
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
  ])('never to another site: %s', (to) => {
    expect(readLoginSearch({ to }).to).toBeUndefined();
  });
});
