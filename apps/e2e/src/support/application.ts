import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page with `script` in it, and a policy as strict as can be: nothing but `server`. */
export const applicationPage = (script: string, server: string) => ({
  contentType: 'text/html',
  headers: { 'Content-Security-Policy': `default-src 'none'; script-src ${server}; connect-src ${server}` },
  body: `<!doctype html><title>Application</title>${script}`,
});

/** An application of another site: it has `page` at each of its addresses. */
export class Application {
  page = applicationPage('', "'none'");

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Application> {
    const server = createServer();
    const application = new Application(server);
    server.on('request', (_request, response) => {
      const { contentType, headers, body } = application.page;
      response.writeHead(200, { 'Content-Type': contentType, ...headers }).end(body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return application;
  }

  /** By a name that the tested server, which is 127.0.0.1, does not have. */
  get origin(): string {
    return `http://localhost:${String((this.server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
