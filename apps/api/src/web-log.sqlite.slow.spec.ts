import { describeWebLog } from './testing/web-log/web-log.suite.js';

describeWebLog('SQLite', () => ({}));
