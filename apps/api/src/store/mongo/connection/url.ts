/** The database if the URL names none. */
const DEFAULT_DATABASE = 'dwell';

/**
 * The driver's options unless the URL sets them. Durations in milliseconds: a call fails within seconds if the server
 * does not answer, and a silent connection is closed.
 */
const DEFAULTS: Readonly<Record<string, string>> = {
  w: 'majority',
  serverSelectionTimeoutMS: '5000',
  connectTimeoutMS: '5000',
  socketTimeoutMS: '10000',
  waitQueueTimeoutMS: '5000',
  maxPoolSize: '20',
  appName: 'dwell',
};

/**
 * Matches no URL with an @ after the hosts: such an @ belongs to a password with a / or ? that is not percent-encoded.
 */
const PARTS =
  /^(?<scheme>mongodb(?:\+srv)?:\/\/)(?<hosts>[^/?]+)(?:\/(?<database>[^?@%]*))?(?:\?(?<query>[^@]*))?$/;

/** Splits a MongoDB URL, which may name several hosts. Returns undefined for any other text. */
export const parseMongoUrl = (
  url: string,
): { readonly uri: string; readonly database: string; readonly hosts: string } | undefined => {
  const { scheme = '', hosts = '', database, query } = PARTS.exec(url)?.groups ?? {};
  const addresses = hosts.slice(hosts.lastIndexOf('@') + 1);
  // The driver accepts an empty host in a list, and later throws where nobody can catch the error.
  if (addresses.split(',').includes('')) return undefined;
  const options = new URLSearchParams(query);
  const given = new Set([...options.keys()].map((name) => name.toLowerCase()));
  for (const [name, value] of Object.entries(DEFAULTS)) {
    if (!given.has(name.toLowerCase())) options.set(name, value);
  }
  return {
    uri: `${scheme}${hosts}/${database ?? ''}?${options}`,
    database: database || DEFAULT_DATABASE,
    hosts: addresses,
  };
};
