import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { ErrorAnswer, SessionsAnswer } from '@dwell/shared';
import { type Answer, type Call, TestServer } from '../testing/test-server.js';
import { operationsOf } from './api-docs/document.js';

const ALLOWED = 'https://app.example.com';
const JSON_TYPE = { 'content-type': 'application/json' };

/** Byte sequences that are not UTF-8, as latin1 characters. */
const NOT_UTF_8 = [
  ['é in Latin-1', '\xe9'],
  ['a cut-off character', '\xe2\x82'],
  ['a byte that begins nothing', '\xff'],
  ['a lone continuation', '\x80'],
  ['a character that is longer than needed', '\xc0\xaf'],
  ['a surrogate', '\xed\xa0\x80'],
] as const;

/** Percent-encodes each byte, given as a latin1 character. */
const encodeBytes = (bytes: string): string =>
  bytes.replace(/./gs, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);

let server: TestServer;
let key: string;
beforeAll(async () => {
  server = await TestServer.start({ ALLOWED_ORIGINS: ALLOWED, SESSMAN_AUTH: 'open' });
  key = await server.createKey({ name: 'admin', role: 'admin' });
});
afterAll(() => server.close());

const call = (method: string, path: string, more: Call): Promise<Answer<ErrorAnswer>> =>
  server.call<ErrorAnswer>(method, path, { key, user: 'ann', ...more });

const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'latin1'));

const sessions = async (): Promise<SessionsAnswer['sessions']> =>
  (await server.call<SessionsAnswer>('GET', '/api/v2/sessions', { key })).body.sessions;

describe('A body that is not valid UTF-8', () => {
  it.each(NOT_UTF_8)('is a 400 that says so, and stores nothing: %s', async (_story, bytes) => {
    await call('POST', '/api/v2/sessionstart', {});
    const before = await sessions();
    server.clock.advance(1_000);
    const raw = latin1(JSON.stringify({ visible: true, path: [`caf${bytes}`] }));
    const answer = await call('POST', '/api/v2/keepalive', { raw, headers: JSON_TYPE });
    expect([answer.status, answer.body.message]).toEqual([400, 'The body is not valid UTF-8']);
    expect(await sessions()).toEqual(before);
  });

  it('is a 400 on every call under /api/v2 that takes a body', async () => {
    const { body } = await server.call<OpenAPIObject>('GET', '/api/docs-json');
    const calls = operationsOf(body).filter(
      ({ path, operation }) => path.startsWith('/api/v2/') && operation.requestBody !== undefined,
    );
    expect(calls.length).toBeGreaterThan(8);
    for (const { method, path } of calls) {
      const url = path.replace(/\{\w+\}/g, 'some');
      const more = { raw: latin1('{"username":"\xe9"}'), headers: JSON_TYPE };
      const answer = await call(method.toUpperCase(), url, more);
      expect([path, answer.status, answer.body.message]).toEqual([path, 400, 'The body is not valid UTF-8']);
    }
  });

  it('is a 400 in the form of sessman, whatever its Content-Type says', async () => {
    for (const type of ['application/json', 'text/javascript', 'application/octet-stream']) {
      const more = { raw: latin1('{"data":"\xe9"}'), headers: { 'content-type': type } };
      const { status, body } = await call('POST', '/sessman/new', more);
      expect([type, status, body]).toEqual([type, 400, { error: 'The body is not valid UTF-8' }]);
    }
  });

  it('gets another message than malformed JSON does; a body in UTF-16 gets one of the two', async () => {
    const bodies = [
      [Buffer.from('{"visible":'), 'The body is not valid JSON'],
      [Buffer.from('\ufeff{}', 'utf16le'), 'The body is not valid UTF-8'],
      [Buffer.from('{}', 'utf16le'), 'The body is not valid JSON'],
    ] as const;
    for (const [bytes, message] of bodies) {
      const more = { raw: Uint8Array.from(bytes), headers: JSON_TYPE };
      const { status, body } = await call('POST', '/api/v2/keepalive', more);
      expect([status, body.message]).toEqual([400, message]);
    }
  });
});

describe('A byte order mark', () => {
  it('before a body in UTF-8 is ignored', async () => {
    const raw = `\ufeff${JSON.stringify({ client_id: 'marked' })}`;
    expect((await call('POST', '/api/v2/sessionstart', { raw, headers: JSON_TYPE })).status).toBe(200);
    expect((await call('POST', '/api/v2/sessionstart', { raw: '\ufeff', headers: JSON_TYPE })).status).toBe(
      200,
    );
    expect((await call('POST', '/sessman/new', { raw: '\ufeff{"data":{"a":1}}' })).body).toMatchObject({
      data: { a: 1 },
    });
  });

  it('inside a name is kept', async () => {
    await call('POST', '/api/v2/sessionstart', { user: '\ufeffann' });
    expect((await sessions()).map(({ username }) => username)).toContain('\ufeffann');
  });
});

describe('The charset of a Content-Type', () => {
  const start = (type: string, more: Record<string, string> = {}): Promise<Answer<ErrorAnswer>> =>
    call('POST', '/api/v2/sessionstart', { raw: '{}', headers: { 'content-type': type, ...more } });

  it.each(['utf-8', 'UTF-8', 'Utf-8', '"utf-8"', '"UTF-8"', 'utf8'])('%s is accepted', async (charset) => {
    expect((await start(`application/json; charset=${charset}`)).status).toBe(200);
    expect((await start(`application/json;a=b;Charset=${charset};c=d`)).status).toBe(200);
    expect((await start(`text/plain;charset=${charset}`, { origin: ALLOWED })).status).toBe(200);
  });

  it.each([
    'utf-16',
    'UTF-16LE',
    '"utf-16"',
    'iso-8859-1',
    'us-ascii',
    'windows-1252',
    'utf-7',
    'utf-88',
    '""',
  ])('%s is a 415 that says so, in JSON, in text/plain and in sessman', async (charset) => {
    const answers = [
      await start(`application/json; charset=${charset}`),
      await start(`application/json;a=b;CHARSET=${charset};c=d`),
      await start(`application/json;charset=utf-8;charset=${charset}`),
      await start(`text/plain;charset=${charset}`, { origin: ALLOWED }),
    ];
    for (const { status, body } of answers) {
      expect([status, body.message]).toEqual([415, expect.stringContaining('must be UTF-8')]);
    }
    for (const type of ['application/json', 'text/javascript']) {
      const headers = { 'content-type': `${type}; charset=${charset}` };
      const { status, body } = await call('POST', '/sessman/new', { raw: '{}', headers });
      expect([status, body]).toEqual([415, { error: expect.stringContaining('must be UTF-8') }]);
    }
  });

  it('of a request without a body is ignored', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-16' };
    expect((await call('GET', '/api/v2/sessionstart', { headers })).status).toBe(200);
  });
});

describe('A compressed body', () => {
  it.each(['gzip', 'br', 'deflate', 'x-gzip', 'GZIP', 'identity, gzip', 'zstd'])(
    'is a 415 that says so: %s',
    async (coding) => {
      const raw = Uint8Array.from(gzipSync('{}'));
      const headers = { ...JSON_TYPE, 'content-encoding': coding };
      const answer = await call('POST', '/api/v2/sessionstart', { raw, headers });
      expect([answer.status, answer.body.message]).toEqual([
        415,
        'The body must be sent without Content-Encoding',
      ]);
      const { status, body } = await call('POST', '/sessman/new', { raw, headers });
      expect([status, body]).toEqual([415, { error: 'The body must be sent without Content-Encoding' }]);
    },
  );

  it('is a 415 too if Transfer-Encoding compresses it', async () => {
    const lines = [
      ...['POST /api/v2/sessionstart HTTP/1.1', 'Host: dwell', 'Connection: close', 'X-Dwell-User: ann'],
      ...[`Authorization: Bearer ${key}`, 'Content-Type: application/json'],
    ];
    const chunk = '2\r\n{}\r\n0\r\n\r\n';
    expect(await server.send([...lines, 'Transfer-Encoding: gzip, chunked'], chunk)).toMatch(
      /^HTTP\/1.1 415 /,
    );
    expect(await server.send([...lines, 'Transfer-Encoding: Chunked'], chunk)).toMatch(/^HTTP\/1.1 200 /);
  });

  it('is accepted if its Content-Encoding is identity', async () => {
    const headers = { ...JSON_TYPE, 'content-encoding': 'Identity' };
    expect((await call('POST', '/api/v2/sessionstart', { raw: '{}', headers })).status).toBe(200);
  });
});

describe('A URL that is not percent-encoded UTF-8', () => {
  const message = 'must be percent-encoded UTF-8';
  const encoded = NOT_UTF_8.map(([, bytes]) => encodeBytes(bytes));

  it.each([...encoded, '%', '50%', '%zz', '%4'])('is a 400 that names the parameter: %s', async (value) => {
    for (const [name, query] of [
      ['username', `username=${value}`],
      ['usernames[]', `limit=1&usernames%5B%5D=a${value}-b&view=x`],
      [value, `${value}=1`],
    ] as const) {
      const { status, body } = await call('GET', `/api/v2/sessions?${query}`, {});
      expect([query, status, body.errors]).toEqual([query, 400, [{ field: name, message }]]);
    }
    const { status, body } = await call('GET', `/sessman/new?data=${value}`, {});
    expect([status, body]).toEqual([400, { error: `data ${message}` }]);
  });

  it.each([...encoded, '%', '%zz'])('is a 400 in the path: %s', async (value) => {
    for (const path of [`sessions/${value}`, `users/a${value}b/reset`, value]) {
      const { status, body } = await call('POST', `/api/v2/${path}`, {});
      expect([path, status, body.statusCode]).toEqual([path, 400, 400]);
    }
  });

  it.each(encoded)('is accepted where the server reads no query, such as at /healthz: %s', async (value) => {
    expect((await server.call('GET', `/healthz?usernames=${value}`)).status).toBe(200);
  });

  it('is a 400 if it has raw bytes that are not ASCII', async () => {
    for (const path of ['/api/v2/sessions?username=caf\xc3\xa9', '/api/v2/sessions/caf\xe9']) {
      const lines = [
        `GET ${path} HTTP/1.1`,
        'Host: dwell',
        `Authorization: Bearer ${key}`,
        'Connection: close',
      ];
      expect(await server.send(lines)).toMatch(/^HTTP\/1.1 400 /);
    }
  });

  it('differs from one that is valid percent-encoded UTF-8, which is accepted', async () => {
    for (const value of ['caf%C3%A9', '100%25', '%F0%9F%99%82', 'a+b', '%EF%BF%BD', '%2525']) {
      expect([value, (await call('GET', `/api/v2/sessions?username=${value}`, {})).status]).toEqual([
        value,
        200,
      ]);
    }
  });

  it('is refused just like such a value of X-Dwell-User, percent-encoded or raw: that is a 400 too', async () => {
    for (const value of [...encoded, '%', 'caf\xe9', 'caf\xc3\xa9']) {
      const headers = { 'x-dwell-user': value };
      const { status, body } = await call('POST', '/api/v2/sessionstart', { user: undefined, headers });
      expect([value, status, body.errors]).toEqual([value, 400, [{ field: 'X-Dwell-User', message }]]);
    }
  });
});
