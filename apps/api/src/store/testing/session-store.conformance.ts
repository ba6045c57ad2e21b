import { describe } from '@jest/globals';
import type { SessionStore } from '../ports/session-store.js';
import { describeFindingPeople } from './finding-people.suite.js';
import { describeListing } from './listing-sessions.suite.js';
import { describeLiveSessions } from './live-sessions.suite.js';
import { describeRecording } from './recording-sessions.suite.js';
import { describeStatistics } from './statistics.suite.js';
import type { OpenStore } from './store-under-test.js';

/**
 * Tests what every SessionStore must do. `open` opens a new, empty store each time.
 * @param histories how many random histories are compared with the model.
 */
export const describeSessionStore = (name: string, open: OpenStore<SessionStore>, histories = 15): void => {
  describe(`${name} as a SessionStore`, () => {
    describeRecording(open);
    describeListing(open);
    describeLiveSessions(open);
    describeFindingPeople(open);
    describeStatistics(open, histories);
  });
};
