import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The baseline for memory: a server of node:http that only answers. */
const server = createServer((_, response) => {
  response.end('ok');
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('SIGTERM', () => process.exit(0));
