import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import type { FastifyInstance } from 'fastify';

/** Listens on a free port and prints the URL, which tells the benchmark that the server is ready. */
export const listenOnFastify = async (app: FastifyInstance): Promise<void> => {
  console.log(await app.listen({ port: 0, host: '127.0.0.1' }));
  endOnSignal();
};

export const listenOnExpress = (app: Express): void => {
  const server = app.listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  endOnSignal();
};

const endOnSignal = (): void => {
  process.once('SIGTERM', () => process.exit(0));
};
