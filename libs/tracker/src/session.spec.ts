import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { Session } from './session.js';
import { SessmanServer } from './testing/sessman-server.js';

const answering = (status: number, body: string) => (response: ServerResponse) =>
  response.writeHead(status).end(body);

/** Closes the connection in the middle of the answer. */
const breakingOff = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"session_id":"s1","data":{', () => response.destroy());
};

let server: SessmanServer;
let base_url: string;
let complaints: jest.SpiedFunction<typeof console.error>;

beforeEach(async () => {
  complaints = jest.spyOn(console, 'error').mockReturnValue();
  server = new SessmanServer();
  base_url = await server.open();
});
afterEach(async () => {
  await server.close();
  complaints.mockRestore();
});

const urls = (): unknown[] => server.received.map(({ url }) => url);

describe('new Session', () => {
  it('S52: has defaults, which options replace, and makes no request', () => {
    const fetching = jest.spyOn(globalThis, 'fetch');
    const plain = new Session('anna');
    const defaults = { base_url: 'http://hp.ducksfeet.com:6123/sessman', auth: null, data: {} };
    expect(plain.options).toEqual(defaults);
    expect(plain).toMatchObject({ base_url: defaults.base_url, user: 'anna', data: {} });
    expect(plain.session_id).toBeUndefined();

    const data = { theme: 'dark' };
    const given = new Session('anna', { base_url, auth: 'dwell_key', data });
    expect(given.options).toEqual({ base_url, auth: 'dwell_key', data });
    expect(given.base_url).toBe(base_url);
    expect(given.data).toBe(data);
    expect(fetching).not.toHaveBeenCalled();
    fetching.mockRestore();
  });

  it.each(['nonsense', 42, null, undefined])('S52: ignores options that are not an object: %p', (options) => {
    expect(new Session('anna', options as never).options).toEqual(new Session('anna').options);
  });

  it('S52: no two sessions share their default data', () => {
    expect(new Session('anna').data).not.toBe(new Session('anna').data);
  });
});

describe('Session.create', () => {
  it('S53: resolves to a session that exists on the server', async () => {
    const session = await Session.create('anna', { base_url, data: { theme: 'dark' } });
    expect(session).toBeInstanceOf(Session);
    expect(session.session_id).toBe('s1');
  });
});

describe('get_command_url', () => {
  const session = new Session('anna', { base_url: 'http://any/sessman' });

  it('S54: joins and encodes parameters', () => {
    expect(session.get_command_url('update', { session_id: 'X' })).toBe(
      'http://any/sessman/update?session_id=X',
    );
    expect(session.get_command_url('get', { a: 1, b: 2 })).toBe('http://any/sessman/get?a=1&b=2');
    expect(session.get_command_url('new', { user: 'a&b=ü +%' })).toBe(
      'http://any/sessman/new?user=a%26b%3D%C3%BC%20%2B%25',
    );
  });

  it.each([undefined, null, {}, { session_id: undefined }])(
    'S54: ends with ? for the parameters %p',
    (parameters) => {
      expect(session.get_command_url('get', parameters)).toBe('http://any/sessman/get?');
    },
  );

  it('S54: encodes any names and values so that a server reads them unchanged', () => {
    const text = fc.string({ unit: fc.nat(0xd7ff).map((code) => String.fromCharCode(code)) });
    const parameters = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean()));
    fc.assert(
      fc.property(parameters, (sent) => {
        const { pathname, searchParams } = new URL(session.get_command_url('get', sent));
        expect(pathname).toBe('/sessman/get');
        expect([...searchParams]).toEqual(Object.entries(sent).map(([name, value]) => [name, String(value)]));
      }),
    );
  });
});

describe('get_data', () => {
  it('S55: posts {data} as text/javascript, with the bearer token', async () => {
    const session = new Session('anna', { base_url, auth: 'dwell_key' });
    await session.get_data('new', { user: 'anna' }, { n: 1 });
    expect(server.received).toEqual([
      {
        method: 'POST',
        url: '/sessman/new?user=anna',
        contentType: 'text/javascript',
        authorization: 'Bearer dwell_key',
        body: '{"data":{"n":1}}',
      },
    ]);
  });

  it('S55: sends no Authorization without auth and no body without data; null is data', async () => {
    const session = new Session('anna', { base_url });
    await session.get_data('get', { session_id: 's1' });
    await session.get_data('new', {}, null);
    expect(server.received[0]).toMatchObject({ method: 'POST', authorization: undefined, body: '' });
    expect(server.received[1]?.body).toBe('{"data":null}');
  });

  it.each([
    ['JSON', '{"any":["thing"]}', { any: ['thing'] }],
    ['text', '<p>Hello</p>', '<p>Hello</p>'],
  ])('S56: resolves to the %s of the answer', async (_kind, body, expected) => {
    server.instead = answering(200, body);
    expect(await new Session('anna', { base_url }).get_data('get')).toEqual(expected);
    expect(complaints).not.toHaveBeenCalled();
  });

  it('S56: resolves to null for an answer that is not OK, and logs its status', async () => {
    server.instead = answering(403, '{"error":"unauthorized","data":{}}');
    expect(await new Session('anna', { base_url }).get_data('get')).toBeNull();
    expect(complaints).toHaveBeenCalledWith(expect.stringContaining('403'));
  });
});

describe('createSession and updateSession', () => {
  it('S57: take id and data from the server, and replace the data on the server', async () => {
    server.instead = answering(200, '{"session_id":"abc","data":{"theme":"dark","added":1}}');
    const session = await Session.create<Record<string, unknown>>('anna', {
      base_url,
      data: { theme: 'dark' },
    });
    expect(session).toMatchObject({ session_id: 'abc', data: { theme: 'dark', added: 1 } });

    server.instead = answering(200, '{"data":{"theme":"light"}}');
    await session.updateSession();
    expect(session).toMatchObject({ session_id: 'abc', data: { theme: 'light' } });
    expect(urls()).toEqual(['/sessman/new?user=anna', '/sessman/update?session_id=abc']);
    expect(complaints).not.toHaveBeenCalled();
  });

  it('S57: send no session_id in an update before the session is created', async () => {
    await new Session('anna', { base_url }).updateSession();
    expect(urls()).toEqual(['/sessman/update?']);
    expect(complaints).toHaveBeenCalled();
  });

  it.each([
    ['of status 500', answering(500, '{"session_id":"s9","data":{"wiped":true}}')],
    ['of status 404', answering(404, '{"error":"Session ID s1 not found."}')],
    ['that is not JSON', answering(200, '<p>Log in first</p>')],
    ['that is null', answering(200, 'null')],
    ['that is empty', answering(200, '')],
    ['without data', answering(200, '{"session_id":"s9"}')],
    ['whose data is null', answering(200, '{"session_id":"s9","data":null}')],
    ['whose data is text', answering(200, '{"session_id":"s9","data":"wiped"}')],
    ['that breaks off', breakingOff],
  ])('S58: do not change the session after an answer %s', async (_what, instead) => {
    server.instead = instead;
    const session = await Session.create('anna', { base_url, data: { theme: 'dark' } });
    expect(session.session_id).toBeUndefined();
    expect(session.data).toEqual({ theme: 'dark' });
    expect(complaints).toHaveBeenCalled();

    session.session_id = 's1';
    session.data.theme = 'light';
    complaints.mockClear();
    await session.updateSession();
    expect(await session.getSession()).toBe(false);
    expect(session).toMatchObject({ session_id: 's1', data: { theme: 'light' } });
    expect(complaints).toHaveBeenCalled();
  });

  it.each(['{"data":{"a":1}}', '{"session_id":"","data":{"a":1}}', '{"session_id":7,"data":{"a":1}}'])(
    'S58: take no session id and no data from the answer %s',
    async (body) => {
      server.instead = answering(200, body);
      const session = await Session.create('anna', { base_url });
      expect(session.session_id).toBeUndefined();
      expect(session.data).toEqual({});
      expect(complaints).toHaveBeenCalled();
    },
  );

  it('S58: throw nothing without a network, and work when the network is back', async () => {
    const gone = new SessmanServer();
    const nowhere = await gone.open();
    await gone.close();
    const session = await Session.create('anna', { base_url: nowhere, data: { n: 1 } });
    expect(session).toMatchObject({ session_id: undefined, data: { n: 1 } });
    expect(complaints.mock.calls[0]?.[1]).toMatchObject({ message: 'fetch failed' });

    session.base_url = base_url;
    await session.createSession();
    expect(session).toMatchObject({ session_id: 's1', data: { n: 1 } });
  });

  it("S58: neither send nor lose data that JSON can't represent", async () => {
    const data: { self?: object } = {};
    data.self = data;
    const session = await Session.create('anna', { base_url, data });
    expect(session.data).toBe(data);
    expect(server.received).toEqual([]);
    expect(complaints).toHaveBeenCalled();
  });
});

describe('getSession', () => {
  it('S58: fetches the data of the session with the given id', async () => {
    const { session_id } = await Session.create('anna', { base_url, data: { theme: 'dark' } });
    const again = new Session<{ theme?: string }>('anna', { base_url });
    again.session_id = session_id;
    expect(await again.getSession()).toBe(true);
    expect(again.data.theme).toBe('dark');
    expect(server.received[1]).toMatchObject({ url: '/sessman/get?session_id=s1&userid=anna', body: '' });
  });

  it('S58: makes no request without a session id', async () => {
    expect(await new Session('anna', { base_url }).getSession()).toBe(false);
    expect(server.received).toEqual([]);
  });

  it("S58: does not return another user's session", async () => {
    const { session_id } = await Session.create('anna', { base_url, data: { theme: 'dark' } });
    const other = new Session('bert', { base_url });
    other.session_id = session_id;
    expect(await other.getSession()).toBe(false);
    expect(other.data).toEqual({});
  });
});

describe('the data of a Session', () => {
  it('S59: is accessible as session.data.<key>, with its type', async () => {
    const session = await Session.create<{ theme: string; visits?: number }>('anna', {
      base_url,
      data: { theme: 'dark' },
    });
    session.data.visits = 1;
    await session.updateSession();
    const { theme, visits = 0 } = session.data;
    expect([theme.toUpperCase(), visits + 1]).toEqual(['DARK', 2]);

    // @ts-expect-error -- there is no such key
    expect(session.data.themes).toBeUndefined();
  });

  it('S59: has any keys if no type is given', async () => {
    const session = await Session.create('anna', { base_url });
    expect(session.data['anything']).toBeUndefined();
  });
});

describe('the requests of a Session', () => {
  /** The requests that the original class, with S54 to S56 corrected, sent to this server in Node 20. */
  const ORIGINAL = [
    ['/sessman/new?user=anna', 'Bearer dwell_key', '{"data":{"theme":"dark"}}'],
    ['/sessman/update?session_id=s1', 'Bearer dwell_key', '{"data":{"theme":"light"}}'],
    ['/sessman/get?session_id=s1&userid=anna', 'Bearer dwell_key', ''],
    ['/sessman/new?user=Zo%C3%AB%20M%C3%BCller', undefined, '{"data":{}}'],
    ['/sessman/update?session_id=s2', undefined, '{"data":{}}'],
  ] as const;

  it('S52–S57: equal those of the original class', async () => {
    const anna = await Session.create('anna', { base_url, auth: 'dwell_key', data: { theme: 'dark' } });
    anna.data.theme = 'light';
    await anna.updateSession();
    await anna.get_data('get', { session_id: anna.session_id, userid: anna.user });
    const zoe = await Session.create('Zoë Müller', { base_url });
    await zoe.updateSession();
    expect(server.received).toEqual(
      ORIGINAL.map(([url, authorization, body]) => ({
        method: 'POST',
        url,
        contentType: 'text/javascript',
        authorization,
        body,
      })),
    );
  });
});
