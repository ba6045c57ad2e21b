import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Page, type PageMaker, Pages } from './pages.js';

/** An application with an origin of its own. It serves only pages. */
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

  /** The URL of the site. To browsers it is the same site as an API on this machine, with another origin. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** A URL that to browsers is another site than an API on this machine. */
  get foreignUrl(): string {
    return `http://localhost:${this.port}`;
  }

  /** See {@link Pages.serve}. */
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
