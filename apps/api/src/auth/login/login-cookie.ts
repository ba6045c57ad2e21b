export const LOGIN_COOKIE = 'dwell_sid';

/**
 * Of a Cookie header what may be a login, as a Cookie header of its own: more than one cookie where those of other paths
 * or domains have the name too. Undefined where there is none.
 */
export const readLoginCookies = (header = ''): string | undefined => {
  const cookies = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${LOGIN_COOKIE}=`));
  return cookies.length === 0 ? undefined : cookies.join('; ');
};
