import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { MongoClient } from 'mongodb';
import { MemoryStore } from '../stores/memory-store.js';
import { MongoStore } from '../stores/mongo-store.js';
import { SqliteStore } from '../stores/sqlite-store.js';
import type { Store } from '../stores/store.js';
import { describeOnMongo, dropDatabase } from '../stores/testing/mongo-servers.js';
import type { CurrentSession } from './http.js';
import { Sessions } from './sessions.js';

const CLIENTS = 64;

type Kept = Required<Pick<Store<number>, 'get' | 'set' | 'replace' | 'destroy' | 'all'>>;

/** A store that fails at every eleventh write. */
class UnreliableStore implements Store<number> {
  private writes = 0;
  failures = 0;

  constructor(private readonly store: Kept) {}

  get(sid: string, maxAge: number) {
    return this.store.get(sid, maxAge);
  }
  async set(sid: string, data: number): Promise<void> {
    this.mayFail();
    await this.store.set(sid, data);
  }
  async replace(sid: string, maxAge: number, data: number): Promise<boolean> {
    this.mayFail();
    return this.store.replace(sid, maxAge, data);
  }
  async destroy(sid: string): Promise<void> {
    this.mayFail();
    await this.store.destroy(sid);
  }

  private mayFail(): void {
    if (++this.writes % 11 !== 0) return;
    this.failures++;
    throw new Error('The store is not there');
  }
}

/** Starts a server that carries out the path's action and answers with the session's previous data. */
const serveSteps = async (sessions: Sessions<number>) => {
  const load = sessions.middleware();
  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    await load(req, res);
    const before = (req as IncomingMessage & CurrentSession<number>).sessionData;
    const [, act, step] = (req.url ?? '').split('/');
    if (act === 'save') await sessions.save(req, res, Number(step));
    if (act === 'resave') await sessions.resave(req, res, Number(step));
    if (act === 'logout') await sessions.logout(req, res);
    res.setHeader('Content-Length', String(before).length).end(String(before));
  };
  const server = createServer((req, res) => {
    answer(req, res).catch(() => res.writeHead(500, { 'Content-Length': 0 }).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

/** A client with a connection and a cookie of its own. */
class Client {
  readonly ids: string[] = [];
  /** Session cookies that error responses set; there should be none. */
  readonly wrongCookies: string[] = [];
  private cookie = '';

  private constructor(private readonly socket: Socket) {}

  static async connect(port: number): Promise<Client> {
    const socket = connect(port, '127.0.0.1').setEncoding('latin1');
    await once(socket, 'connect');
    return new Client(socket);
  }

  close(): void {
    this.socket.destroy();
  }

  /** Plays a session from its first save to its logout. Returns the session's data before each step. */
  async live(): Promise<string[]> {
    this.cookie = '';
    return [
      await this.insist('/save/1'),
      await this.insist('/save/2'),
      await this.insist('/resave/3'),
      await this.insist('/logout'),
    ];
  }

  private async insist(path: string): Promise<string> {
    for (;;) {
      const response = await this.request(path);
      const [, setCookie] = /^Set-Cookie: ([^;]*);/m.exec(response) ?? [];
      if (response.startsWith('HTTP/1.1 200 ')) {
        if (setCookie !== undefined) this.keep(setCookie);
        return response.slice(response.indexOf(END_OF_HEAD) + END_OF_HEAD.length);
      }
      if (setCookie !== undefined) this.wrongCookies.push(setCookie);
    }
  }

  /** Writes to the socket directly: an HTTP client would take most of the time. */
  private async request(path: string): Promise<string> {
    this.socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nCookie: ${this.cookie}${END_OF_HEAD}`);
    let response = '';
    while (!isWhole(response)) response += ((await once(this.socket, 'data')) as [string])[0];
    return response;
  }

  private keep(cookie: string): void {
    this.cookie = cookie;
    if (cookie !== 'sid=') this.ids.push(cookie);
  }
}

const END_OF_HEAD = '\r\n\r\n';

const isWhole = (response: string): boolean => {
  const end = response.indexOf(END_OF_HEAD);
  const [, length] = /^Content-Length: (\d+)/m.exec(response) ?? [];
  return end !== -1 && response.length - end - END_OF_HEAD.length === Number(length);
};

/** Plays sessions on a store that sometimes fails, and checks what must be true for every store. */
const expectSound = async (kept: Kept, count: number): Promise<void> => {
  const store = new UnreliableStore(kept);
  // On a busy machine a database may answer late, which is not the failure that these tests are about.
  const sessions = new Sessions<number>({ store, secret: 'my secret', storeTimeout: 100_000 });
  const server = await serveSteps(sessions);
  const { port } = server.address() as AddressInfo;
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => Client.connect(port)));
  const lives = new Map<string, number>();
  let begun = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (begun++ < count) {
        const known = (await client.live()).join();
        lives.set(known, (lives.get(known) ?? 0) + 1);
      }
      client.close();
    }),
  );
  server.close();

  expect(Object.fromEntries(lives)).toEqual({ 'undefined,1,2,3': count });
  const ids = clients.flatMap((client) => client.ids);
  expect([ids.length, new Set(ids).size]).toEqual([2 * count, 2 * count]);
  expect(clients.flatMap((client) => client.wrongCookies)).toEqual([]);
  expect(store.failures).toBeGreaterThan(count / 4);
  expect(await kept.all()).toEqual([]);
};

const SOUND =
  'V33, V34, V35: lose no update, reuse no id and send no cookie with an error, though the store sometimes fails';

describe.each<{ name: string; open: () => Kept }>([
  { name: 'a MemoryStore', open: () => new MemoryStore<number>() },
  { name: 'a SqliteStore', open: () => new SqliteStore<number>(new Database(':memory:')) },
])('10,000 sessions saved, resaved and destroyed by 64 clients at once on $name', ({ open }) => {
  it(SOUND, () => expectSound(open(), 10_000));
});

describeOnMongo('500 sessions saved, resaved and destroyed by 64 clients at once', (server) => {
  it(SOUND, async () => {
    const url = server.freshUrl();
    const client = await MongoClient.connect(url);
    try {
      await expectSound(new MongoStore<number>(client.db().collection('sessions')), 500);
    } finally {
      await client.close();
      await dropDatabase(url);
    }
  });
});

it('after many saves of one session at once, the session has the data of one of them', async () => {
  const store = new MemoryStore<number>();
  const server = await serveSteps(new Sessions<number>({ store, secret: 'my secret' }));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const first = await fetch(`${url}/save/0`);
  const [cookie = ''] = first.headers.getSetCookie();
  const headers = { Cookie: cookie.slice(0, cookie.indexOf(';')) };
  const steps = Array.from({ length: CLIENTS }, (_, step) => step);
  const responses = await Promise.all(steps.map((step) => fetch(`${url}/save/${step}`, { headers })));
  expect(responses.flatMap((response) => response.headers.getSetCookie())).toEqual([]);
  expect(responses.map(({ status }) => status)).toEqual(steps.map(() => 200));
  const last = await (await fetch(url, { headers })).text();
  expect(steps.map(String)).toContain(last);
  expect(store.all()).toEqual([Number(last)]);
  server.close();
  server.closeAllConnections();
});
