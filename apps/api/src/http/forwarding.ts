import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import parseForwarded from 'forwarded-parse';
import type { TrustProxy } from '../platform/settings/trust-proxy.js';
import { parseAddress } from './addresses.js';

/** What is known of the client: from the connection, and from the proxies before this server if they are trusted. */
export interface Forwarding {
  /** The client's IP address, see {@link parseAddress}; '' if even the connection has none. */
  readonly address: string;
  /** The scheme that the client used. */
  readonly scheme: 'http' | 'https';
  /** The hosts that the client may have named, each perhaps with a port. */
  readonly hosts: readonly string[];
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What is known of the client. Is computed again each time the property is read. */
    readonly forwarding: Forwarding;
  }
}

/** Gives each request its `forwarding`. It takes the place of Fastify's `ip`, `host` and `protocol`. */
export const readForwarding = (fastify: FastifyInstance, trust: TrustProxy): void => {
  fastify.decorateRequest('forwarding', {
    getter(this: FastifyRequest) {
      return forwardingOf(this, trust);
    },
  });
};

/** What proxies said, in the order in which they said it: the proxy that is nearest to the client comes first. */
interface Reports {
  readonly addresses: readonly string[];
  readonly schemes: readonly string[];
  readonly hosts: readonly string[];
}

const forwardingOf = ({ headers, raw: { socket } }: FastifyRequest, trust: TrustProxy): Forwarding => {
  const peer = parseAddress(socket.remoteAddress ?? '') ?? '';
  const connection: Forwarding = {
    address: peer,
    scheme: 'http',
    hosts: [headers.host ?? ''],
  };
  const reports = trust(peer, 0) ? reportsOf(headers) : undefined;
  if (!reports) return connection;
  // A page of another origin can't set these headers, and another client that forges them gains nothing. So the scheme
  // and the hosts are used whichever proxy named them; only the address must come from proxies that are trusted.
  const scheme = reports.schemes.map((each) => each.toLowerCase()).find(isScheme);
  return {
    address: clientAddress(peer, reports.addresses, trust),
    scheme: scheme ?? connection.scheme,
    hosts: reports.hosts.length > 0 ? reports.hosts : connection.hosts,
  };
};

const isScheme = (text: string): text is 'http' | 'https' => text === 'http' || text === 'https';

/**
 * Walks from this server towards the client, and returns the first address that is not a trusted proxy's; the last one
 * if all are. Skips reports that are not addresses, such as `unknown`. The walk goes on behind such a report only if
 * TRUST_PROXY trusts whatever comes there (`true`, or a number of proxies).
 */
const clientAddress = (peer: string, reported: readonly string[], trust: TrustProxy): string => {
  let client = peer;
  for (const [index, text] of reported.toReversed().entries()) {
    const address = parseAddress(text);
    client = address ?? client;
    if (!trust(address ?? text, index + 1)) break;
  }
  return client;
};

/**
 * Reads X-Forwarded-For, -Proto and -Host, or else Forwarded (RFC 7239). Returns undefined if no proxy has sent any of
 * these, or if Forwarded is malformed.
 */
const reportsOf = (headers: IncomingHttpHeaders): Reports | undefined => {
  const [addresses, schemes, hosts] = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'].map(
    (name) => listIn(headers[name]),
  );
  if (addresses || schemes || hosts) {
    return { addresses: addresses ?? [], schemes: schemes ?? [], hosts: hosts ?? [] };
  }
  return headers.forwarded === undefined ? undefined : forwardedReports(headers.forwarded);
};

const listIn = (value: string | string[] | undefined): string[] | undefined =>
  value === undefined
    ? undefined
    : String(value)
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');

const forwardedReports = (header: string): Reports | undefined => {
  try {
    const hops = parseForwarded(header);
    const named = (name: string): string[] => hops.flatMap((hop) => hop[name] ?? []);
    return {
      addresses: hops.map((hop) => hop['for'] ?? ''),
      schemes: named('proto'),
      hosts: named('host'),
    };
  } catch {
    return undefined;
  }
};
