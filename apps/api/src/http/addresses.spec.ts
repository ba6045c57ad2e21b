import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { networkOf, parseAddress } from './addresses.js';

describe('parseAddress', () => {
  it.each([
    ['192.0.2.10', '192.0.2.10'],
    [' 192.0.2.10 ', '192.0.2.10'],
    ['192.0.2.10:4000', '192.0.2.10'],
    ['[192.0.2.10]:4000', '192.0.2.10'],
    ['::ffff:192.0.2.10', '192.0.2.10'],
    ['::FFFF:C000:020A', '192.0.2.10'],
    ['[::ffff:192.0.2.10]:4000', '192.0.2.10'],
    ['2001:DB8::0:1', '2001:db8::1'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:4000', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['[fe80::1%eth0]:4000', 'fe80::1%eth0'],
  ])('returns for "%s" the address %s', (text, address) => {
    expect(parseAddress(text)).toBe(address);
  });

  it.each([
    '',
    ' ',
    'unknown',
    '_hidden',
    '192.0.2',
    '192.0.2.256',
    '0x7f.0.0.1',
    '127.1',
    '192.0.2.10:',
    ':4000',
    '[]',
    'a.example',
  ])('returns undefined for "%s"', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it('returns the same for every address with and without a port', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV6(), fc.nat(65_535), (ipv4, ipv6, port) => {
        expect(parseAddress(ipv4)).toBe(ipv4);
        expect(parseAddress(`${ipv4}:${port}`)).toBe(ipv4);
        expect(parseAddress(ipv6)).toBeDefined();
        expect(parseAddress(`[${ipv6.toUpperCase()}]:${port}`)).toBe(parseAddress(ipv6));
      }),
    );
  });
});

describe('networkOf', () => {
  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:0001:2::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['::', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['1::', '1:0:0:0'],
    ['192.0.2.10:4000', '192.0.2.10'],
    ['[2001:db8:1:2::1]:4000', '2001:db8:1:2'],
    ['', ''],
    ['unknown', 'unknown'],
  ])('returns for the address "%s" the network "%s"', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
