import type { Forwarding } from '../../http/forwarding.js';

export type Scheme = Forwarding['scheme'];

/** The names of one of our cookies: the one that is set and read over http, and the one over https. */
export type CookieNames = Readonly<Record<Scheme, string>>;

/**
 * Returns the names of a cookie. Browsers take a cookie whose name begins with `__Host-` only from the host itself and
 * over https. So neither another subdomain nor a page over http can plant such a cookie. Over http the name has no
 * prefix, because a cookie with the prefix can't be set there.
 */
const namesOf = (name: string): CookieNames => ({ http: name, https: `__Host-${name}` });

export const LOGIN_COOKIE = namesOf('dwell_sid');
export const DEVICE_COOKIE = namesOf('dwell_device');
