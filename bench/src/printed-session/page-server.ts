import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PageServer {
  readonly origin: string;
  close(): void;
}

/** Where a page of another site is: a document with the script, and below `/text` nothing but a text. */
export const servePage = async (script: string): Promise<PageServer> => {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/text') === true) {
      response.setHeader('Content-Type', 'text/plain').end('no JSON');
    } else {
      response
        .setHeader('Content-Type', 'text/html; charset=utf-8')
        .end(`<!doctype html><title>A page</title><link rel="icon" href="data:,"><script>${script}</script>`);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    // By a name that the API, which is 127.0.0.1, does not have.
    origin: `http://localhost:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
