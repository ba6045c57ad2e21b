import { once } from 'node:events';
import { createServer, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A server in front of another one. It passes everything on, but accepts the requests that it is told to
 * {@link hold} and does not answer them until {@link release}.
 */
export class HeldRoute {
  private readonly waiting = new Set<() => void>();

  private held: readonly string[] = [];

  private constructor(private readonly server: Server) {}

  /** @param target the URL of the server to which requests are passed on */
  static async start(target: string): Promise<HeldRoute> {
    const server = createServer();
    const front = new HeldRoute(server);
    server.on('request', (incoming, outgoing: ServerResponse) => {
      const { method, headers, url = '/' } = incoming;
      const pass = (): void => {
        const outward = request(target + url, { method, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        });
        outward.on('error', () => outgoing.destroy());
        incoming.pipe(outward);
      };
      if (front.isHeld(url)) front.waiting.add(pass);
      else pass();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return front;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** From now on, holds requests with one of `paths`. */
  hold(...paths: readonly string[]): void {
    this.held = paths;
  }

  /** Passes on the requests that wait, and all later ones. */
  release(): void {
    this.held = [];
    for (const pass of this.waiting) pass();
    this.waiting.clear();
  }

  async close(): Promise<void> {
    this.release();
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private isHeld(url: string): boolean {
    return this.held.includes(new URL(url, this.url).pathname);
  }
}
