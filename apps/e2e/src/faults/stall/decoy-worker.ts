import { createServer, type AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';
import { LARGE_BODY_BYTES } from './attacks.js';

const REFUSAL = 'HTTP/1.1 413 Payload Too Large\r\nContent-Length: 0\r\n\r\n';

/**
 * Listens in place of the server: reads and drops what attackers send, and refuses each large body once it has come.
 * What the attackers themselves cost is then the same as in front of the server.
 */
const decoy = createServer((socket) => {
  let received = 0;
  socket
    .on('error', () => undefined)
    .on('data', (bytes) => {
      received += bytes.length;
      if (received < LARGE_BODY_BYTES) return;
      received = 0;
      socket.write(REFUSAL);
    });
});

decoy.listen(0, '127.0.0.1', () => {
  parentPort?.postMessage(`http://127.0.0.1:${(decoy.address() as AddressInfo).port}`);
});
