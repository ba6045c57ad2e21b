import { includesNow, type Scope } from '../filters/scope.js';
import { listOfSessions } from './lists.js';

/**
 * Returns the search parameters of a link to the list of the sessions that are active now. With a view filter, the list
 * has only the sessions that show the view now. The link's window contains all these sessions.
 */
export const activeSearch = (scope: Scope) => {
  const window = includesNow(scope) ? {} : { range: undefined, from: undefined, to: undefined };
  const { view } = scope;
  // Names the view although links keep the view filter: the router drops the state "here" from a link that names no
  // view.
  const state = view === undefined ? ({ state: 'active' } as const) : ({ view, state: 'here' } as const);
  return { ...window, ...listOfSessions(), ...state };
};
