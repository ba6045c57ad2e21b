/**
 * The entry `@dwell/sessions/manager`. It is separate from the main entry, so that programs that use only stores and
 * middleware do not load the session manager.
 */
export type { AnyListener, Listener, Off } from './session-manager/emitter.js';
export { ManagedSession } from './session-manager/managed-session.js';
export type {
  ManagedSessionEvents,
  SessionManagerEvents,
  UserId,
} from './session-manager/managed-session.js';
export type { SessionLog, SessionManagerApis, SessionManagerOptions } from './session-manager/options.js';
export { create, SessionManager } from './session-manager/session-manager.js';
