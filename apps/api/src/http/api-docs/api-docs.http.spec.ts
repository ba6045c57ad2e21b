import { describeApiDocs } from './testing/api-docs.suite.js';

/** The paths of some calls, one of each kind. The slow spec covers all calls. */
const SOME = [
  '/api/v2/sessions/{id}',
  '/api/v2/people',
  '/api/v2/keepalive',
  '/api/v2/users',
  '/sessman/get',
];

describeApiDocs('some calls', SOME.length, (path) => SOME.includes(path));
