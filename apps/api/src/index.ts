import './platform/node-version.js';
import 'reflect-metadata';

/**
 * This module is for programs that run the server in their own process, or write past sessions to its store: apps/demo
 * and bench.
 */
export { FIRST_ADMIN } from './auth/users/first-login.js';
export { REPOSITORY_ROOT } from './platform/repository-root.js';
export { readSettings } from './platform/settings/read-settings.js';
export { explainStartError } from './platform/start-error.js';
export { KeyDraft, type RecordingRules } from './recording/key-draft.js';
export { Recorder } from './recording/recorder.js';
export { startServer } from './server.js';
export { keyOf, sessionIdOf } from './store/model/session-key.js';
export { openDatabase } from './store/open-database.js';
export type { Database } from './store/ports/database.js';
export type { SessionChange, SessionKey, SessionStore, SessionWrite } from './store/ports/session-store.js';
