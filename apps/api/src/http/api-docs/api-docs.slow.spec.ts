import { describeApiDocs } from './testing/api-docs.suite.js';

describeApiDocs('all calls', 30, () => true);
