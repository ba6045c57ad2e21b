import { hasPassed } from '../../platform/clock.js';
import type { Role } from '@dwell/shared';
import type { Login } from '../../store/ports/session-data-stores.js';

/** How long a login lasts at most, in milliseconds: 30 days. */
export const LOGIN_AGE_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * How old the stored last use of a login gets at most before another use is stored, in milliseconds. So few requests
 * cost a write. With a short idle limit, a use is stored earlier: see {@link isUseWorthStoring}.
 */
export const MAX_USE_STEP_MS = 5 * 60 * 1000;

/**
 * Returns the stored last use of a login, in epoch milliseconds. For a login without one, which an older version of the
 * server began, returns when the login began.
 */
export const lastUseOf = ({ usedAt, expiresAt }: Login): number => usedAt ?? expiresAt - LOGIN_AGE_MS;

/**
 * Returns whether the login was unused for too long. Always returns false for a reporter: a reporter's login can read
 * nothing, and if it ended, the reporter's time would not be recorded.
 * @param idleMs how long a login may be unused; 0: without limit
 */
export const isIdle = (login: Login, role: Role, now: number, idleMs: number): boolean =>
  role !== 'reporter' && idleMs > 0 && now - lastUseOf(login) >= idleMs;

/**
 * Returns whether a use at `now` must be stored: if the stored last use is at least {@link MAX_USE_STEP_MS} old or,
 * with a limit, at least a tenth of `idleMs`. So a login may end too early, by up to that much, but never too late.
 */
export const isUseWorthStoring = (login: Login, now: number, idleMs: number): boolean =>
  hasPassed(lastUseOf(login), now, idleMs > 0 ? Math.min(MAX_USE_STEP_MS, idleMs / 10) : MAX_USE_STEP_MS);
