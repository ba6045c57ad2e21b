import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { ErrorAnswer } from '@dwell/shared';
import { type Answer, TestServer } from '../testing/test-server.js';
import { isInQuery, isList, operationsOf } from './api-docs/document.js';

/** Names that no operation has, among them those of properties that every object has. */
const UNKNOWN = [
  ...['x', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'],
  ...[
    'usernames[0]',
    'usernames[a]',
    'usernames[][]',
    'a[b]',
    'USERNAMES',
    'Limit',
    ' limit',
    'limit ',
    '0',
    '',
  ],
];

describe('A query parameter that the OpenAPI document does not name', () => {
  let server: TestServer;
  let cookie: string;
  let operations: { method: string; path: string }[];
  beforeAll(async () => {
    server = await TestServer.start();
    cookie = await server.logIn();
    const { body } = await server.call<OpenAPIObject>('GET', '/api/docs-json');
    operations = operationsOf(body).filter(({ path }) => path.startsWith('/api/v2/'));
  });
  afterAll(() => server.close());

  const call = (method: string, path: string, query: string): Promise<Answer<ErrorAnswer>> =>
    server.call<ErrorAnswer>(method.toUpperCase(), `${path.replace(/\{\w+\}/g, 'some')}?${query}`, {
      cookie,
    });

  const expectUnknown = async (
    { method, path }: (typeof operations)[number],
    name: string,
  ): Promise<void> => {
    const { status, body } = await call(method, path, `${encodeURIComponent(name)}=1`);
    // Brackets at the end of a name mark a list, and are not part of the name.
    const field = name.replace(/\[\]$/, '');
    const expected = [{ field, message: 'is not known here' }];
    expect([method, path, name, status, body.errors]).toEqual([method, path, name, 400, expected]);
  };

  it('is a 400 that names the parameter, on every operation under /api/v2', async () => {
    expect(operations.length).toBeGreaterThan(20);
    // Each operation gets two of the names, because one check serves all operations. One operation gets all names.
    for (const [index, operation] of operations.entries()) {
      const names = index === 0 ? UNKNOWN : ['x', UNKNOWN[index % UNKNOWN.length] ?? ''];
      for (const name of names) await expectUnknown(operation, name);
    }
  });

  it('is a 400 however many other parameters come before it', async () => {
    const query = `${'usernames=a&'.repeat(400)}${'u=&'.repeat(1_700)}x=1`;
    const { status, body } = await call('get', '/api/v2/sessions', query);
    expect([status, body.errors?.map(({ field }) => field)]).toEqual([400, ['u', 'x']]);
  });

  it('is a 400 in a HEAD request, and in one that names the server in its request line', async () => {
    for (const start of ['HEAD /api/v2/tracker?x=1', `GET ${server.url}/api/v2/tracker?x=1`]) {
      const answer = await server.send([`${start} HTTP/1.1`, 'Host: dwell', 'Connection: close']);
      expect([start, answer.split('\r\n')[0]]).toEqual([start, 'HTTP/1.1 400 Bad Request']);
    }
  });

  it('is listed in the error together with at most 19 others', async () => {
    const query = Array.from({ length: 1_000 }, (_, index) => `x${index}`).join('&');
    expect((await call('get', '/api/v2/sessions', query)).body.errors).toHaveLength(20);
  });

  it('does not turn a wrong path or a wrong method into a 400', async () => {
    expect((await call('get', '/api/v2/nothing', 'x=1')).status).toBe(404);
    expect((await call('delete', '/api/v2/keepalive', 'x=1')).status).toBe(405);
  });

  it('is accepted by the health checks and by sessman', async () => {
    for (const path of ['/healthz', '/readyz', '/sessman/new']) {
      expect([path, (await call('get', path, 'x=1')).status]).toEqual([path, 200]);
    }
  });
});

describe('A query parameter that takes one value', () => {
  let server: TestServer;
  let key: string;
  beforeAll(async () => {
    server = await TestServer.start();
    key = await server.createKey({ name: 'reader', role: 'analyst' });
  });
  afterAll(() => server.close());

  it('is a 400 if it is given twice or with brackets', async () => {
    const { body: document } = await server.call<OpenAPIObject>('GET', '/api/docs-json');
    const single = operationsOf(document)
      .filter(({ path }) => path.startsWith('/api/v2/'))
      .flatMap(({ method, path, operation }) =>
        (operation.parameters ?? [])
          .filter(isInQuery)
          .filter((parameter) => !isList(parameter))
          .map(({ name }) => [method, path, name] as const),
      );
    expect(single.length).toBeGreaterThan(20);
    for (const [method, path, name] of single) {
      for (const query of [`${name}=1&${name}=2`, `${name}[]=1`, `${name}=1&${name}[]=1`]) {
        const url = `${path}?${query}`;
        const { status, body } = await server.call<ErrorAnswer>(method.toUpperCase(), url, { key });
        expect([url, status, body.errors]).toEqual([
          url,
          400,
          [{ field: name, message: 'must be a single value' }],
        ]);
      }
    }
  });
});
