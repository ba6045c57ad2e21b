import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';
import type { CurrentSession } from '../http.js';
import type { Sessions } from '../sessions.js';

/** The data of a session in the tests. */
export interface User {
  name: string;
  verified?: boolean;
}

export type UserRequest = IncomingMessage & CurrentSession<User>;

/** Answers a request. The returned value is the body, as JSON. */
export type Handler = (req: UserRequest, res: ServerResponse) => unknown;

/** Returns the request's session, as a body. */
export const current = ({ sessionId, sessionData }: UserRequest): object => ({ sessionId, sessionData });

const servers: ReturnType<typeof createServer>[] = [];

/**
 * Starts a server that answers each path with its handler. Unless `bare` is set, the sessions' middleware runs first.
 * If a handler throws, the answer is a 500 with the error as text. Resolves to a visitor of the server.
 */
export const serve = async (
  sessions: Sessions<User, IncomingMessage>,
  handlers: Record<string, Handler>,
  { bare = false } = {},
): Promise<Visitor> => {
  const load = sessions.middleware();
  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    if (!bare) await load(req, res);
    const body = await handlers[req.url ?? '']?.(req as UserRequest, res);
    res.end(JSON.stringify(body ?? null));
  };
  const server = createServer((req, res) => {
    answer(req, res).catch((error: unknown) => {
      res.writeHead(500).end(JSON.stringify(String(error)));
    });
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return new Visitor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
};

export const closeServers = (): void => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
};

afterEach(closeServers);

export interface Answer {
  readonly status: number;
  /** The parsed JSON, or the text if it is not JSON. */
  readonly body: unknown;
  readonly headers: Headers;
  /** The Set-Cookie headers. */
  readonly cookies: readonly string[];
}

/** A browser that stores one cookie. */
export class Visitor {
  /** The Cookie header; '' for none. */
  cookie = '';

  constructor(readonly url: string) {}

  /** Returns another visitor with the same cookie. */
  double(): Visitor {
    const double = new Visitor(this.url);
    double.cookie = this.cookie;
    return double;
  }

  async get(path: string): Promise<Answer> {
    const response = await fetch(this.url + path, {
      redirect: 'manual',
      headers: this.cookie === '' ? {} : { Cookie: this.cookie },
    });
    const cookies = response.headers.getSetCookie();
    for (const cookie of cookies) this.keep(cookie);
    const { status, headers } = response;
    return { status, body: fromJson(await response.text()), headers, cookies };
  }

  private keep(setCookie: string): void {
    if (!setCookie.startsWith('sid=')) return;
    const isCleared = setCookie.includes('; Max-Age=0;');
    this.cookie = isCleared ? '' : setCookie.slice(0, setCookie.indexOf(';'));
  }
}

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
