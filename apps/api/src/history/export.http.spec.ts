import { setImmediate as nextTurn } from 'node:timers/promises';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type ErrorAnswer, type SessionAnswer, type SessionsAnswer, toMilliseconds } from '@dwell/shared';
import Papa from 'papaparse';
import { Busy } from '../http/busy.js';
import { Streams } from '../http/streams.js';
import { openDatabase } from '../store/open-database.js';
import { StoreUnavailableError } from '../store/ports/errors.js';
import type { Database } from '../store/ports/database.js';
import type { SessionStore } from '../store/ports/session-store.js';
import { type Answer, TestServer, TestUser } from '../testing/test-server.js';

const NAMES = ['=1+1', '+1', '-1', '@x', '\tx', '\rx', '"q"', 'a\r\nb', '😀', ';', 'a,b', "'=1", 'ann'];

/** The number of sessions of other users: more than two pages of a streamed answer. */
const OTHERS = 205;

type Row = Record<string, string>;

const read = (text: string, delimiter = ','): Row[] => {
  const { data, errors } = Papa.parse<Row>(text, { header: true, delimiter, skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data;
};

/** Removes the apostrophe that marks a text as one that a spreadsheet must not calculate. */
const unmarked = (text = ''): string => text.replace(/^'(?='*[=+\-@\t\r])/, '');

describe('An export of sessions', () => {
  let server: TestServer;
  let key: string;
  /** If it is set, answers in place of the store when a page of sessions is read. */
  let listSessions: SessionStore['listSessions'] | undefined;
  beforeAll(async () => {
    server = await TestServer.start(
      {},
      {
        open: async (settings): Promise<Database> => {
          const database = await openDatabase(settings);
          const sessions = Object.assign(Object.create(database.sessions) as SessionStore, {
            listSessions: (query) => (listSessions ?? real(database))(query),
          } satisfies Partial<SessionStore>);
          return { ...database, sessions, close: () => database.close() };
        },
      },
    );
    key = await server.createKey({ name: 'export', role: 'analyst' });
    for (const name of NAMES) {
      const user = new TestUser(server, key, name);
      await user.start();
      server.clock.advance(1_500);
      await user.keepalive({ visible: true, path: [name, `tab ${name}`] });
      server.clock.advance(250);
      await user.keepalive({ visible: true, path: ['/orders'] });
    }
    await Promise.all(
      Array.from({ length: OTHERS }, (_, index) => new TestUser(server, key, `other ${index}`).start()),
    );
  });
  afterEach(() => {
    listSessions = undefined;
  });
  afterAll(() => server.close());

  const real =
    (database: Database): SessionStore['listSessions'] =>
    (query) =>
      database.sessions.listSessions(query);

  const ask = (query: string, headers: Record<string, string> = {}): Promise<Answer> =>
    server.call('GET', `/api/v2/sessions?${query}`, { key, headers });
  const list = async (query: string): Promise<SessionAnswer[]> =>
    (await server.call<SessionsAnswer>('GET', `/api/v2/sessions?${query}`, { key })).body.sessions;
  const lines = ({ text }: Answer): SessionAnswer[] =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as SessionAnswer);

  it('as CSV has every session of the list, in its order, with names that another parser reads back', async () => {
    const answer = await ask('format=csv');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const sessions = await list('');
    expect(sessions).toHaveLength(NAMES.length + OTHERS);
    const rows = read(answer.text);
    expect(rows.map((row) => row['_id'])).toEqual(sessions.map(({ _id }) => _id));
    expect(rows.map((row) => unmarked(row['username']))).toEqual(sessions.map(({ username }) => username));
    for (const [index, row] of rows.entries()) {
      const session = sessions[index];
      expect(row).toMatchObject({
        start_epoch: String(session?.start),
        last_ping_epoch: String(session?.last_ping),
        last_visible_view: session?.last_visible_path[0] ?? '',
        visible_duration: String(session?.visible_duration),
        tab_duration: JSON.stringify(session?.tab_duration),
        active: 'true',
      });
    }
    for (const cell of rows.flatMap(Object.values)) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
  });

  it('as NDJSON has the same sessions as the list, one in each line', async () => {
    const answer = await ask('format=ndjson&sort=username&order=desc');
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(lines(answer)).toEqual(await list('sort=username&order=desc'));
  });

  it('has the order, the filters, the limit and the cursor of the list', async () => {
    const query = 'view=/orders&sort=view_duration&order=desc&limit=3';
    const { body } = await server.call<SessionsAnswer>('GET', `/api/v2/sessions?${query}`, { key });
    expect(lines(await ask(`format=ndjson&${query}`))).toEqual(body.sessions);
    const next = `${query}&cursor=${body.next_cursor}`;
    expect(lines(await ask(`format=ndjson&${next}`))).toEqual(await list(next));
    expect(read((await ask(`format=csv&${query}`)).text)).toMatchObject(
      body.sessions.map((session) => ({ view_duration: String(session.view_duration), here_now: 'true' })),
    );
    expect(read((await ask('format=csv&limit=150')).text)).toHaveLength(150);
    expect(read((await ask('format=csv&usernames=nobody')).text)).toEqual([]);
    expect((await ask('format=csv&usernames=nobody')).text).toMatch(/^_id,id_beaker_session,username,/);
  });

  it('has one row for each view and tab with rows=tabs; with a view too, only the rows of this view', async () => {
    const rows = read((await ask('format=csv&rows=tabs')).text);
    const sessions = await list('');
    const sumMs = (id: string | undefined): number =>
      rows
        .filter((row) => row['_id'] === id)
        .reduce((sum, row) => sum + toMilliseconds(Number(row['tab_duration'])), 0);
    for (const session of sessions) expect(sumMs(session._id)).toBe(toMilliseconds(session.visible_duration));
    expect(rows).toHaveLength(2 * NAMES.length + OTHERS);
    const paths = rows.slice(0, 2).map((row) => [unmarked(row['view']), row['tab'], row['tab_duration']]);
    expect(new Set(paths)).toEqual(
      new Set([
        ['=1+1', 'tab =1+1', '1.5'],
        ['/orders', '', '0.25'],
      ]),
    );
    const orders = read((await ask('format=csv&rows=tabs&view=/orders')).text);
    expect(orders.map((row) => row['view'])).toEqual(NAMES.map(() => '/orders'));
  });

  it('shows each time as a clock in the time zone shows it, and also in epoch seconds', async () => {
    const { text } = await ask('format=csv&usernames=ann&tz=Asia/Kathmandu');
    const [row] = read(text);
    const [session] = await list('usernames=ann');
    expect(row).toMatchObject({ start: '2026-03-02 14:45:21', start_epoch: String(session?.start) });
    expect(session?.start).toBe(Date.UTC(2026, 2, 2, 9, 0, 21) / 1000);
    expect(read((await ask('format=csv&usernames=ann')).text)[0]).toMatchObject({
      start: '2026-03-02 09:00:21',
    });
  });

  it('has decimal commas, semicolons and a byte order mark on demand', async () => {
    const { text } = await server.call('GET', '/api/v2/sessions?format=csv&usernames=;', { key });
    expect(read(text)[0]).toMatchObject({ username: ';', visible_duration: '1.75' });
    const response = await fetch(`${server.url}/api/v2/sessions?format=csv&decimal=comma&bom=true&limit=12`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const rows = read(bytes.subarray(3).toString(), ';');
    expect(rows.map((row) => unmarked(row['username']))).toEqual(NAMES.slice(0, 12));
    expect(rows[0]).toMatchObject({ visible_duration: '1,75', username: "'=1+1" });
  });

  it.each([
    ['', 'application/json', undefined],
    ['', 'text/html,application/xhtml+xml,*/*;q=0.8', undefined],
    ['', 'application/xml', undefined],
    ['', 'text/csv', 'text/csv'],
    ['', 'text/csv;q=0.5, application/x-ndjson', 'application/x-ndjson'],
    ['', 'text/csv, application/json;q=0.9', 'text/csv'],
    ['', 'text/csv;q=0, */*', undefined],
    ['format=json', 'text/csv', undefined],
    ['format=ndjson', 'text/csv', 'application/x-ndjson'],
  ])('is chosen by "%s" and Accept: %s', async (query, accept, type = 'application/json') => {
    const { headers } = await ask(`limit=1&${query}`, { accept });
    expect(headers.get('content-type')).toBe(`${type}; charset=utf-8`);
  });

  it.each([
    ['format=csv', 'dwell-sessions_until_2026-03-02T0900.csv'],
    [`format=ndjson&from=1772323200&to=1772409600`, 'dwell-sessions_2026-03-01_to_2026-03-02.ndjson'],
    [
      'format=csv&started_after=1772323200&tz=Asia/Tokyo',
      'dwell-sessions_2026-03-01T0900_to_2026-03-02T1800.csv',
    ],
  ])('with "%s" is a download called %s', async (query, name) => {
    const { headers } = await ask(query);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
  });

  it.each([
    ['format=xml', 'format'],
    ['format=CSV', 'format'],
    ['format=csv&decimal=,', 'decimal'],
    ['format=csv&bom=1', 'bom'],
    ['format=csv&rows=views', 'rows'],
    ['format=csv&tz=Paris', 'tz'],
    ['decimal=comma', 'decimal'],
    ['format=ndjson&bom=false', 'bom'],
    ['format=json&rows=tabs', 'rows'],
    ['tz=UTC', 'tz'],
    ['format=csv&cursor=x', 'cursor'],
  ])('is answered 400 for "%s", which names %s', async (query, field) => {
    const { status, body, headers } = await server.call<ErrorAnswer>('GET', `/api/v2/sessions?${query}`, {
      key,
    });
    expect([status, body.errors?.map((error) => error.field)]).toEqual([400, [field]]);
    expect(headers.get('content-disposition')).toBeNull();
  });

  it('is only for callers who may read', async () => {
    const reporter = await server.createKey({ name: 'reporter', role: 'reporter' });
    const path = '/api/v2/sessions?format=csv';
    expect((await server.call('GET', path, { key: reporter })).status).toBe(403);
    expect((await server.call('GET', path)).status).toBe(401);
    expect((await server.call('GET', path, { key })).status).toBe(200);
  });

  it('takes one of the slots for streamed answers, and is a 503 with Retry-After if none gets free', async () => {
    const streams = server.running.app.get(Streams);
    const begin = jest.spyOn(streams, 'begin').mockImplementation(() => Promise.reject(new Busy('lists')));
    const paths = ['sessions', 'sessions?limit=1', 'statistics/summary', 'statistics/views'];
    for (const path of paths) {
      const file = `/api/v2/${path}${path.includes('?') ? '&' : '?'}format=csv`;
      const { status, headers } = await server.call('GET', file, { key });
      expect([path, status, headers.get('retry-after')]).toEqual([path, 503, '2']);
    }
    begin.mockRestore();
    expect((await ask('format=csv')).headers.get('cache-control')).toBe('no-store');
  });

  it('asks the store for no more pages once the client has left', async () => {
    const [session] = await server.running.database.sessions.listSessions(EVERY_SESSION);
    let pages = 0;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      listSessions = async ({ limit }) => {
        pages++;
        if (pages === 3) {
          resolve();
          await new Promise<void>((go) => (release = go));
        }
        return Array(limit).fill(session);
      };
    });
    const connected = once(server.running.app.getHttpServer(), 'connection');
    const { hostname, port } = new URL(server.url);
    const client = connect(Number(port), hostname);
    client.write('GET /api/v2/sessions?format=csv HTTP/1.1\r\nHost: dwell\r\n');
    client.write(`Authorization: Bearer ${key}\r\n\r\n`);
    client.resume();
    const [socket] = (await connected) as [Socket];
    await held;
    client.destroy();
    await once(socket, 'close');
    release();
    for (let turn = 0; turn < 50; turn++) await nextTurn();
    await server.call('GET', '/readyz');
    expect(pages).toBe(3);
  });

  it('breaks the connection when the store fails midway, so that no client takes the part for the whole', async () => {
    const [session] = await server.running.database.sessions.listSessions(EVERY_SESSION);
    let pages = 0;
    listSessions = async ({ limit }) => {
      if (++pages > 1) throw new StoreUnavailableError('away');
      return Array(limit).fill(session);
    };
    await expect(ask('format=csv')).rejects.toThrow();
    expect(pages).toBe(2);
    const answer = await ask('format=csv');
    expect([answer.status, answer.body['statusCode']]).toEqual([503, 503]);
    expect(answer.headers.get('content-disposition')).toBeNull();
  });
});

const EVERY_SESSION = {
  sort: 'start',
  order: 'asc',
  limit: 1,
  activeWindow: { after: 0, until: 0 },
} as const;
