/** Matches a scheme and a host, perhaps with a port. */
const ORIGIN = /^https?:\/\/[^\s/?#@\\]+$/i;

/**
 * Returns the parts of an origin, the host name without a dot at its end; undefined for a text that is not an origin.
 */
const parse = (text: string): Pick<URL, 'protocol' | 'hostname' | 'port'> | undefined => {
  if (!ORIGIN.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname: dotted, port } = new URL(text);
  const hostname = dotted.replace(/\.$/, '');
  return hostname === '' ? undefined : { protocol, hostname, port };
};

/**
 * Returns an http(s) origin in the form that browsers send: in lower case, without the scheme's default port, and with
 * a host name in ASCII. Also drops the dot at the end of a host name, since both names lead to one server. Returns
 * undefined for a text that is not an origin, such as `null`.
 */
export const normalizeOrigin = (text: string): string | undefined => {
  const origin = parse(text);
  return origin && `${origin.protocol}//${origin.hostname}${origin.port === '' ? '' : `:${origin.port}`}`;
};

/**
 * Normalises an origin that somebody has typed or copied. It may have a slash at its end, as browsers show addresses.
 */
export const normalizeTypedOrigin = (text: string): string | undefined =>
  normalizeOrigin(text.replace(/\/$/, ''));

/**
 * Returns whether an origin, in whatever form it is written, is one of `normalized`. Nearly all browsers send the
 * normalised form, so that form is looked up first.
 */
export const isOneOf = (origin: string, normalized: ReadonlySet<string>): boolean =>
  normalized.has(origin) || normalized.has(normalizeOrigin(origin) ?? '');

/**
 * Returns the name or address of a host such as `Dwell.example.com.:3000`, without the port; undefined if it has none.
 */
export const hostNameOf = (host: string): string | undefined => parse(`http://${host}`)?.hostname;
