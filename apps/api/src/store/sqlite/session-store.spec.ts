import { describeSessionStore } from '../testing/session-store.conformance.js';
import { openTemporarySessionStore } from './testing/temporary-database.js';

// A few: session-store.slow.spec.ts compares more.
const HISTORIES = 4;

describeSessionStore('SQLite', openTemporarySessionStore, HISTORIES);
