import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import express, { type ErrorRequestHandler, type Request, type Response } from 'express';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { MemoryStore } from '../stores/memory-store.js';
import type { CurrentSession, SessionRequest } from './http.js';
import { fastifySessions } from './fastify-sessions.js';
import type { SessionResponse } from './http.js';
import { Sessions } from './sessions.js';
import { type User, Visitor } from './testing/session-server.js';

const ADA = { name: 'Ada' };
const ERROR = { status: 500, body: 'the store failed' };

type WithSession<Req> = Req & CurrentSession<User>;

/** Carries out the action of a path, in any framework. Returns the text of the response. */
const act = async (
  sessions: Sessions<User>,
  path: string,
  req: WithSession<SessionRequest>,
  res: SessionResponse,
): Promise<string> => {
  if (path === '/save') await sessions.save(req, res, ADA);
  if (path === '/resave') await sessions.resave(req, res, { name: `${req.sessionData?.name} again` });
  if (path === '/destroy') await sessions.destroy(req, res);
  if (path === '/logout') await sessions.logout(req, res);
  return `${req.sessionData?.name ?? 'nobody'} ${req.sessionId}`;
};

const onNode = (sessions: Sessions<User>): Server => {
  const load = sessions.middleware();
  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    await load(req, res);
    res.setHeader('Set-Cookie', [...[res.getHeader('Set-Cookie') ?? []].flat().map(String), 'theme=dark']);
    res.end(await act(sessions, req.url ?? '', req as WithSession<IncomingMessage>, res));
  };
  return createServer((req, res) => {
    answer(req, res).catch(() => res.writeHead(ERROR.status).end(ERROR.body));
  });
};

const onExpress = (sessions: Sessions<User>): Server => {
  const failed: ErrorRequestHandler = (_error, _req, res, _next) => {
    res.status(ERROR.status).send(ERROR.body);
  };
  const app = express()
    .use(sessions.middleware())
    .use(async (req: Request, res: Response) => {
      res.cookie('theme', 'dark', { path: '' });
      res.send(await act(sessions, req.path, req as WithSession<Request>, res));
    })
    .use(failed);
  return createServer(app);
};

const onFastify = async (sessions: Sessions<User>): Promise<Server> => {
  const app = fastify();
  await app.register(fastifySessions(sessions));
  app.setErrorHandler((_error, _request, reply) => reply.code(ERROR.status).send(ERROR.body));
  app.get('/*', async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('Set-Cookie', 'theme=dark');
    return act(sessions, request.url, request as WithSession<FastifyRequest>, reply);
  });
  await app.ready();
  return app.server;
};

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

describe.each([
  { framework: 'node:http', create: onNode },
  { framework: 'Express', create: onExpress },
  { framework: 'Fastify', create: onFastify },
])('On $framework', ({ create }) => {
  const open = async (options: { saveUninitialized?: boolean; store?: MemoryStore<User> } = {}) => {
    const store = options.store ?? new MemoryStore<User>();
    const server = await create(new Sessions<User>({ secret: 'my secret', ...options, store }));
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return { store, visitor: new Visitor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`) };
  };

  it('V20, V25, V33, V37: a session is saved, loaded, resaved and destroyed, and the visitor logs out', async () => {
    const { store, visitor } = await open();
    expect((await visitor.get('/')).body).toBe('nobody ');
    const saved = (await visitor.get('/save')).body;
    expect(saved).toMatch(/^Ada [0-9a-f]{32}$/);
    expect((await visitor.get('/')).body).toBe(saved);
    const resaved = (await visitor.get('/resave')).body;
    expect(resaved).toMatch(/^Ada again [0-9a-f]{32}$/);
    expect((await visitor.get('/')).body).toBe(resaved);
    expect(store.all()).toHaveLength(1);
    expect((await visitor.get('/destroy')).body).toMatch(/^nobody [0-9a-f]{32}$/);
    expect((await visitor.get('/logout')).body).toBe('nobody ');
    expect(visitor.cookie).toBe('');
  });

  it('V32: a response has one session cookie, and keeps other cookies', async () => {
    const { visitor } = await open({ saveUninitialized: true });
    const { cookies, headers } = await visitor.get('/resave');
    expect([...cookies].sort()).toEqual([expect.stringMatching(/^sid=[0-9a-f]{32}\./), 'theme=dark']);
    expect(headers.get('Cache-Control')).toBe('no-cache="Set-Cookie"');
  });

  it("V24: the framework gets the store's error", async () => {
    class FailingStore extends MemoryStore<User> {
      override get(): never {
        throw new Error('disk full');
      }
    }
    const { visitor } = await open({ store: new FailingStore() });
    await visitor.get('/save');
    expect(await visitor.get('/')).toMatchObject(ERROR);
    expect((await visitor.get('/')).cookies.join()).not.toContain('sid=');
  });
});

describe('The Fastify plugin', () => {
  it("keeps the request's type, so that secure can read its protocol", async () => {
    const sessions = new Sessions<User, FastifyRequest>({
      store: new MemoryStore<User>(),
      secret: 'my secret',
      cookie: { secure: ({ protocol }) => protocol === 'https' },
    });
    const app = fastify({ trustProxy: true });
    await app.register(fastifySessions(sessions));
    expect(['sessionId', 'sessionData'].filter((name) => !app.hasRequestDecorator(name))).toEqual([]);
    app.get('/', async (request, reply) => {
      await sessions.save(request, reply, ADA);
      return (request as WithSession<FastifyRequest>).sessionData;
    });
    const inject = (proto: string) => app.inject({ url: '/', headers: { 'x-forwarded-proto': proto } });
    expect((await inject('https')).headers['set-cookie']).toContainEqual(expect.stringContaining('; Secure'));
    const plain = await inject('http');
    expect(plain.headers['set-cookie']).not.toContainEqual(expect.stringContaining('; Secure'));
    expect(plain.json()).toEqual(ADA);
    await app.close();
  });

  it('V32: treats a request of Fastify and the request of node:http in it as one', async () => {
    const sessions = new Sessions<User>({ store: new MemoryStore<User>(), secret: 'my secret' });
    const app = fastify();
    app.get('/', async (request, reply) => {
      await sessions.save(request.raw, reply.raw, ADA);
      await sessions.save(request, reply, { name: 'Grace' });
      return (await sessions.get(request.raw))?.name;
    });
    const { body, headers } = await app.inject('/');
    expect(body).toBe('Grace');
    expect([headers['set-cookie']].flat()).toHaveLength(1);
    await app.close();
  });
});
