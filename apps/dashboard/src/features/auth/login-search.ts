import { readText } from '../../shared/filters/filters.js';

export interface LoginSearch {
  /** Where to go after the login: a path of this dashboard, with its search parameters. */
  to?: string;
}

/** A target on another origin (`//host`, `/\host`) is dropped: a link must not lead people away after they log in. */
export const readLoginSearch = (search: Record<string, unknown>): LoginSearch => {
  const to = readText(search['to']);
  return to !== undefined && /^\/(?![/\\])/.test(to) ? { to } : {};
};
