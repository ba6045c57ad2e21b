import ipaddr from 'ipaddr.js';

/** Matches an address in brackets or with a port. A port behind an IPv6 address needs the brackets. */
const IN_BRACKETS = /^\[([^\]]*)\](?::\d+)?$/;
const IPV4_WITH_PORT = /^([\d.]+):\d+$/;

const IPV6_NETWORK_GROUPS = 4;

/**
 * Returns an IP address in its shortest form, in lower case and without a port: `192.0.2.10` for `192.0.2.10:4000` and
 * for `::ffff:192.0.2.10`. An IPv6 address keeps its zone. Returns undefined for a text that is not an address.
 */
export const parseAddress = (text: string): string | undefined => {
  const trimmed = text.trim();
  const address = (IN_BRACKETS.exec(trimmed) ?? IPV4_WITH_PORT.exec(trimmed))?.[1] ?? trimmed;
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return address;
  return ipaddr.IPv6.isValid(address) ? ipaddr.process(address).toString() : undefined;
};

/**
 * Returns the network of an address: of an IPv6 address its /64, because an internet customer usually has a whole /64;
 * else the address. Returns a text that is not an address unchanged.
 */
export const networkOf = (text: string): string => {
  const address = parseAddress(text);
  if (address === undefined || ipaddr.IPv4.isValid(address)) return address ?? text;
  const { parts } = ipaddr.IPv6.parse(address);
  return parts
    .slice(0, IPV6_NETWORK_GROUPS)
    .map((part) => part.toString(16))
    .join(':');
};
