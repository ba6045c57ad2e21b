import type { Sessions } from '../sessions.js';
import { current, type Handler, type User } from './session-server.js';

export const ADA = { name: 'Ada' };
export const GRACE = { name: 'Grace' };

/**
 * Returns a handler for each action. Except for `/` and `/save-ada`, an action that fails does not make the request
 * fail: the body contains the action's error, and the request's session after the action.
 */
export const survivingHandlers = (sessions: Sessions<User>): Record<string, Handler> => {
  /** Wraps an action so that its error becomes part of the body. */
  const survive = (act: (...args: Parameters<Handler>) => Promise<void>): Handler => {
    return async (req, res) => {
      const error: unknown = await act(req, res).then(
        () => 'none',
        (cause: unknown) => cause,
      );
      return { error: String(error), ...current(req) };
    };
  };
  return {
    '/': current,
    '/save-ada': (req, res) => sessions.save(req, res, ADA),
    '/save-grace': survive((req, res) => sessions.save(req, res, GRACE)),
    '/resave-grace': survive((req, res) => sessions.resave(req, res, GRACE)),
    '/destroy': survive((req, res) => sessions.destroy(req, res)),
    '/logout': survive((req, res) => sessions.logout(req, res)),
  };
};
