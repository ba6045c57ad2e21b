import { MemoryStore } from '../../stores/memory-store.js';
import { Sessions } from '../sessions.js';
import { current, type Handler, type User, type UserRequest } from './session-server.js';

export const ADA = { name: 'Ada', verified: true };
export const GRACE = { name: 'Grace' };
/** The maximum age of a session, in milliseconds. */
export const MAX_AGE = 1_000;

/** Creates sessions whose clock the tests set, and a handler for each action. */
export const setUp = ({
  rolling = false,
  ...options
}: { rolling?: boolean; saveUninitialized?: boolean } = {}) => {
  const clock = { time: 1_700_000_000_000 };
  const store = new MemoryStore<User>({ rolling, now: () => clock.time });
  const sessions = new Sessions<User>({ store, secret: 'my secret', maxAge: MAX_AGE, ...options });
  const handlers: Record<string, Handler> = {
    '/': current,
    '/get': async (req) => (await sessions.get(req)) ?? 'none',
    '/save-ada': async (req, res) => {
      await sessions.save(req, res, ADA);
      return current(req);
    },
    '/save-grace': async (req, res) => {
      await sessions.save(req, res, GRACE);
      return current(req);
    },
    '/resave-grace': async (req, res) => {
      const before = req.sessionId;
      await sessions.resave(req, res, GRACE);
      return { before, after: req.sessionId, data: req.sessionData };
    },
    '/destroy': async (req, res) => {
      await sessions.destroy(req, res);
      return current(req);
    },
    '/logout': async (req, res) => {
      await sessions.logout(req, res);
      return current(req);
    },
  };
  return { clock, store, sessions, handlers };
};

/** Returns the session id in a body from {@link current}. */
export const sidOf = ({ body }: { body: unknown }): string => (body as UserRequest).sessionId;
