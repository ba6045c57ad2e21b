import { describe, expect, it } from '@jest/globals';
import { readSettings, SettingsError } from './read-settings.js';

/** Returns which peers TRUST_PROXY trusts; `addresses` begins with the nearest. */
const trusted = (TRUST_PROXY: string, addresses: readonly string[]): string[] => {
  const { trustProxy } = readSettings({ TRUST_PROXY }, '/');
  return addresses.filter((address, hop) => trustProxy(address, hop));
};

describe('TRUST_PROXY', () => {
  const chain = ['10.0.0.1', '10.0.0.2', '203.0.113.9'];
  it.each([
    ['', []],
    ['false', []],
    ['0', []],
    ['1', ['10.0.0.1']],
    ['2', ['10.0.0.1', '10.0.0.2']],
    ['true', chain],
    ['10.0.0.2', ['10.0.0.2']],
    ['10.0.0.2, 203.0.113.9', ['10.0.0.2', '203.0.113.9']],
    ['10.0.0.0/31', ['10.0.0.1']],
    ['10.0.0.0/255.255.255.0', ['10.0.0.1', '10.0.0.2']],
    ['loopback,uniquelocal', ['10.0.0.1', '10.0.0.2']],
    ['::ffff:10.0.0.1', ['10.0.0.1']],
  ])('"%s" trusts the peers %j', (text, expected) => {
    expect(trusted(text, chain)).toEqual(expected);
  });

  it.each([
    ['loopback', ['127.0.0.1', '::1', '::ffff:127.0.0.1']],
    ['linklocal', ['169.254.1.1', 'fe80::1']],
    ['uniquelocal', ['192.168.1.1', 'fd00::1']],
    ['2001:DB8::/32', ['2001:db8::1']],
  ])('"%s" trusts the addresses %j', (text, addresses) => {
    expect(trusted(text, [...addresses, '198.51.100.7', '2001:db9::1'])).toEqual(addresses);
  });

  it.each([
    'yes',
    'on',
    'TRUE',
    '-1',
    '1.5',
    '+1',
    '1e1',
    '0x1',
    '10.0.0',
    '10/8',
    '0x7f.1',
    '10.0.0.1/33',
    '10.0.0.1/0',
    '10.0.0.1/x',
    '10.0.0.1/255.0.255.0',
    '10.0.0.1,',
    ',',
    'true,10.0.0.1',
    '1,2',
    'proxy.example.com',
    'constructor',
    '10.0.0.1:80',
    '[::1]',
    '::1/129',
  ])('must not be "%s", and the message says what is allowed', (text) => {
    let problems: readonly string[] = [];
    try {
      readSettings({ TRUST_PROXY: text }, '/');
    } catch (error) {
      problems = (error as SettingsError).problems;
    }
    expect(problems).toEqual([
      expect.stringMatching(
        /^TRUST_PROXY must be true, false, the number of proxies .* addresses and ranges/,
      ),
    ]);
    expect(problems[0]).toContain(`"${text}"`);
  });
});
