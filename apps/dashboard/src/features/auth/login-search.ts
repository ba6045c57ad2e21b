import { readText } from '../../shared/filters/search-params.js';

export interface LoginSearch {
  /** Page of the dashboard to open after the login: a path with its search parameters. */
  to?: string | undefined;
}

/**
 * Reads the login page's search parameters. Ignores a target on another origin (`//host`, `/\host`), so that a link
 * can't send people to another site after they log in. The result always names `to`: the router keeps the old value of
 * a parameter that is missing.
 */
export const readLoginSearch = (search: Record<string, unknown>): LoginSearch => {
  const to = readText(search['to']);
  return { to: to !== undefined && /^\/(?![/\\])/.test(to) ? to : undefined };
};
