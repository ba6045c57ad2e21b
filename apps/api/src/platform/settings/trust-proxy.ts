import proxyAddr from '@fastify/proxy-addr';
import ipaddr from 'ipaddr.js';

/**
 * Returns whether the server believes what the peer at `address` forwards. `hop` counts from this server: 0 is the peer
 * that opened the connection, 1 the one before it.
 */
export type TrustProxy = (address: string, hop: number) => boolean;

/** Says what TRUST_PROXY may be. */
export const TRUST_PROXY_RULE =
  'true, false, the number of proxies before this server, or addresses and ranges separated by commas, such as 10.0.0.5,192.168.0.0/16,loopback,linklocal,uniquelocal';

const NAMED_RANGES: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** Parses TRUST_PROXY. Returns undefined for a text that {@link TRUST_PROXY_RULE} does not allow. */
export const parseTrustProxy = (text: string): TrustProxy | undefined => {
  if (text === 'true') return () => true;
  if (text === 'false') return () => false;
  if (/^\d+$/.test(text)) return (_, hop) => hop < Number(text);
  const ranges = text.split(',').map((range) => range.trim());
  if (!ranges.every(isRange)) return undefined;
  try {
    return proxyAddr.compile(ranges);
  } catch {
    return undefined;
  }
};

/**
 * Returns whether `range` is the name of a range, or begins with an address in its usual form. `proxyAddr.compile`
 * alone would also accept `10` or `0x7f.1`.
 */
const isRange = (range: string): boolean => {
  const [address = ''] = range.split('/');
  return (
    NAMED_RANGES.has(range) || ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address)
  );
};
