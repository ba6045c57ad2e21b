import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Page, type PageMaker, Pages } from './pages.js';

/** An application of its own origin: it serves pages and nothing else. */
export class WebSite {
  private readonly pages = new Pages();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebSite> {
    const server = createServer();
    const site = new WebSite(server);
    server.on('request', (incoming, outgoing) => {
      site.pages.answer(new URL(incoming.url ?? '/', site.url), outgoing).catch(() => outgoing.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return site;
  }

  /** Another origin than an API's on this machine, and the same site to browsers. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Where it is another site, too. */
  get foreignUrl(): string {
    return `http://localhost:${this.port}`;
  }

  /** As {@link Pages.serve}. */
  serve(path: string, page: Page | PageMaker): void {
    this.pages.serve(path, page);
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }
}
