import { createHash } from 'node:crypto';
import type { Store } from '@dwell/sessions';
import type { Login, LoginStore } from '../../store/ports/session-data-stores.js';

/** Returns the id under which the login with this session id is stored. */
export const storedIdOf = (sid: string): string => createHash('sha256').update(sid).digest('base64url');

/**
 * Stores logins under the SHA-256 of their session ids. So nobody can log in with what a copy of the database shows:
 * the cookie holds the session id itself. Ids have 128 random bits, so a hash without salt can't be reversed.
 */
export const withHashedIds = (store: LoginStore): Store<Login> => ({
  get: (sid, maxAge) => store.get(storedIdOf(sid), maxAge),
  set: (sid, login) => store.set(storedIdOf(sid), login),
  destroy: (sid) => store.destroy(storedIdOf(sid)),
});
