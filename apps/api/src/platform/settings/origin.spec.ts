import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hostNameOf, normalizeOrigin } from './origin.js';
import { readSettings } from './read-settings.js';

describe('normalizeOrigin', () => {
  it.each([
    ['https://app.example.com', 'https://app.example.com'],
    ['HTTPS://App.Example.COM', 'https://app.example.com'],
    ['https://app.example.com:443', 'https://app.example.com'],
    ['http://app.example.com:80', 'http://app.example.com'],
    ['http://app.example.com:443', 'http://app.example.com:443'],
    ['https://app.example.com:0443', 'https://app.example.com'],
    ['https://app.example.com.', 'https://app.example.com'],
    ['https://app.example.com.:8443', 'https://app.example.com:8443'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://BÜCHER.example', 'https://xn--bcher-kva.example'],
    ['http://[2001:DB8::0:1]:80', 'http://[2001:db8::1]'],
  ])('returns for %s the origin %s', (text, origin) => {
    expect(normalizeOrigin(text)).toBe(origin);
    expect(readSettings({ ALLOWED_ORIGINS: `http://other.example, ${text}` }, '/').allowedOrigins).toEqual([
      'http://other.example',
      origin,
    ]);
  });

  it.each(
    [
      'null',
      '',
      '*',
      'app.example.com',
      'https://',
      'https://.',
      'https:app.example.com',
      'https:///app.example.com',
      'https://app.example.com/',
      'https://app.example.com/path',
      'https://app.example.com?',
      'https://app.example.com#',
      'https://user@app.example.com',
      'https://app.example.com\\@other.example',
      'https://app.example.com:65536',
      'https://app example.com',
      'ftp://app.example.com',
      'file:///',
    ].filter((text) => text !== 'https://*.example.com'),
  )('returns undefined for "%s"', (text) => {
    expect(normalizeOrigin(text)).toBeUndefined();
  });

  it('returns an origin unchanged if it is normalised already', () => {
    const host = fc.webAuthority({ withIPv4: true, withIPv6: true, withPort: true });
    fc.assert(
      fc.property(fc.constantFrom('http', 'https'), host, (scheme, host) => {
        const { origin } = new URL(`${scheme}://${host}/`);
        expect(normalizeOrigin(normalizeOrigin(origin) ?? '')).toBe(normalizeOrigin(origin));
      }),
    );
  });
});

describe('hostNameOf', () => {
  it.each([
    ['Dwell.example.com.:3000', 'dwell.example.com'],
    ['[2001:DB8::0:1]:80', '[2001:db8::1]'],
    // These names keep a dot at their end: without it, a URL with them as its host would not be valid.
    ['a.1..', 'a.1.'],
    ['08..', '08.'],
    ['.', undefined],
    ['', undefined],
  ])('returns for "%s" the name %s', (host, name) => {
    expect(hostNameOf(host)).toBe(name);
  });
});
