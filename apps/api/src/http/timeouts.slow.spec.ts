import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestServer } from '../testing/test-server.js';

describe('A request that takes too long to arrive', () => {
  let server: TestServer;
  let key: string;
  beforeAll(async () => {
    server = await TestServer.start({ REQUEST_TIMEOUT: '1' });
    key = await server.createKey({ name: 'slow', role: 'reporter' });
  });
  afterAll(() => server.close());

  it('is a 408 if its body is not complete, and the connection is closed', async () => {
    const lines = ['POST /api/v2/keepalive HTTP/1.1', 'Host: dwell', 'Content-Type: application/json'];
    const answer = await server.send([...lines, `Authorization: Bearer ${key}`, 'Content-Length: 100'], '{');
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });
});
