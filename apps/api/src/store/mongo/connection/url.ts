/** The database that holds everything where the URL names none. */
const DEFAULT_DATABASE = 'dwell';

/**
 * What Dwell asks of the driver; the same option in the URL goes first. Durations in milliseconds: whoever waits for an
 * answer is told within some seconds that there is none, and a silent connection is given up.
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

/** No @ behind the hosts: there it would be a part of a password in which a / or ? is not percent-encoded. */
const PARTS =
  /^(?<scheme>mongodb(?:\+srv)?:\/\/)(?<hosts>[^/?]+)(?:\/(?<database>[^?@%]*))?(?:\?(?<query>[^@]*))?$/;

/** Splits a MongoDB URL, which may name several hosts. Undefined where it is none. */
export const parseMongoUrl = (
  url: string,
): { readonly uri: string; readonly database: string; readonly hosts: string } | undefined => {
  const { scheme = '', hosts = '', database, query } = PARTS.exec(url)?.groups ?? {};
  if (hosts === '') return undefined;
  const options = new URLSearchParams(query);
  const given = new Set([...options.keys()].map((name) => name.toLowerCase()));
  for (const [name, value] of Object.entries(DEFAULTS)) {
    if (!given.has(name.toLowerCase())) options.set(name, value);
  }
  return {
    uri: `${scheme}${hosts}/${database ?? ''}?${options}`,
    database: database || DEFAULT_DATABASE,
    hosts: hosts.slice(hosts.lastIndexOf('@') + 1),
  };
};
