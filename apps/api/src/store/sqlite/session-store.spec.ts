import { describeSessionStore } from '../testing/session-store.conformance.js';
import { openTemporarySessionStore } from './testing/temporary-database.js';

// How many random histories are compared with the model. session-store.slow.spec.ts compares more.
const HISTORIES = 4;

describeSessionStore('SQLite', openTemporarySessionStore, HISTORIES);
