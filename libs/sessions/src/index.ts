export { MemoryStore, DEFAULT_MAX_SESSIONS } from './memory-store.js';
export type { MemoryStoreOptions } from './memory-store.js';
export { MongoStore } from './mongo-store.js';
export type { MongoStoreDocument, MongoStoreOptions } from './mongo-store.js';
export { newSessionId, verifySessionId } from './session-id.js';
export type { Secret } from './session-id.js';
export { SqliteStore } from './sqlite-store.js';
export type { SqliteStoreOptions } from './sqlite-store.js';
export type { Store } from './store.js';
