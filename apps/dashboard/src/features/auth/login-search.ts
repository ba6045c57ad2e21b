import { readText } from '../../shared/filters/filters.js';

export interface LoginSearch {
  /** Where to go after the login: a path of this dashboard, with its search parameters. */
  to?: string | undefined;
}

/**
 * A target on another origin (`//host`, `/\host`) is dropped: a link must not lead people away after they log in.
 * It is named undefined, because a parameter that is only left out stays as it was.
 */
export const readLoginSearch = (search: Record<string, unknown>): LoginSearch => {
  const to = readText(search['to']);
  return to !== undefined && /^\/(?![/\\])/.test(to) ? { to } : { to: undefined };
};
