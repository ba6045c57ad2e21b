import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A small server of the sessman API that keeps the requests it received. Its session ids are s1, s2, … */
export class SessmanServer {
  readonly received: Received[] = [];
  /** Answers instead of the API, if set. */
  instead: ((response: ServerResponse) => void) | undefined;
  private readonly sessions = new Map<string, { user: string | null; data: unknown }>();
  private readonly server = createServer((request, response) => void this.answer(request, response));

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/sessman`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '', headers } = request;
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { 'content-type': contentType, authorization } = headers;
    this.received.push({ method, url, contentType, authorization, body });
    if (this.instead) return this.instead(response);
    const [status, answer] = this.sessman(new URL(url, 'http://any'), body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  private sessman({ pathname, searchParams: query }: URL, body: string): [status: number, answer: object] {
    const command = pathname.replace('/sessman/', '');
    const { data } = (body ? JSON.parse(body) : {}) as { data?: unknown };
    if (command === 'new') {
      const session_id = `s${this.sessions.size + 1}`;
      this.sessions.set(session_id, { user: query.get('user'), data });
      return [200, { session_id, data }];
    }
    const session_id = query.get('session_id');
    if (session_id === null) return [400, { error: 'no session id available' }];
    const session = this.sessions.get(session_id);
    if (!session || (command === 'get' && query.get('userid') !== session.user)) {
      return [404, { error: `Session ID ${session_id} not found.` }];
    }
    if (command === 'update') session.data = data;
    return [200, { session_id, data: session.data }];
  }
}
