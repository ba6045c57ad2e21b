import createClient, { type Client, type ClientOptions as FetchOptions } from 'openapi-fetch';
import type { paths } from './api.js';

/**
 * The client accepts only JSON. So `data` has the type of the JSON, also where the server could answer in other
 * formats.
 */
type Json = 'application/json';

/** A client with one method for each HTTP method, typed by path: `client.GET('/api/v2/sessions', …)`. */
export type DwellClient = Client<paths, Json>;

/** The options of openapi-fetch, such as `fetch` and `credentials`, and those of Dwell. */
export interface ClientOptions extends Omit<FetchOptions, 'baseUrl' | 'querySerializer'> {
  /** The URL of the server, such as `https://dwell.example`. Default: the origin of the page. */
  readonly url?: string;
  /** An API key or a token. Without it, a browser sends the cookie of the login. */
  readonly key?: string;
}

/**
 * Returns a client of the server. Its methods resolve to `{ data, response }`, or to `{ error, response }` if the
 * server refuses the call. They reject if no answer comes, or if the `data` of an answer is not JSON.
 */
export const createDwellClient = ({ url = '', key, headers, ...options }: ClientOptions = {}): DwellClient =>
  createClient<paths, Json>({
    ...options,
    baseUrl: url,
    headers: {
      accept: 'application/json',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(headers instanceof Headers || Array.isArray(headers) ? Object.fromEntries(headers) : headers),
    },
    querySerializer: toQueryString,
  });

type Parameter = string | number | boolean;

/**
 * Returns the parameters of a call as the query of an address, such as `a=1&b[]=x&b[]=y`. Leaves undefined values out.
 */
export const toQueryString = (query: object): string => {
  const parameters = new URLSearchParams();
  const values = Object.entries(query) as [string, Parameter | readonly Parameter[] | undefined][];
  for (const [name, value] of values) {
    if (value === undefined) continue;
    if (typeof value === 'object') {
      const listName = name.endsWith('[]') ? name : `${name}[]`;
      for (const item of value) parameters.append(listName, String(item));
    } else parameters.append(name, String(value));
  }
  return parameters.toString();
};
