import { expect, it } from '@jest/globals';
import { fastify, LogController } from 'fastify';
import type { LogLevel } from '../platform/settings/settings.js';
import { readForwarding } from './forwarding.js';
import { logRequests } from './request-log.js';

/** Resolves to what a server that logs at this level writes about these requests: level, route and status. */
const logOf = async (level: LogLevel, paths: readonly string[]): Promise<string[]> => {
  const lines: string[] = [];
  const server = fastify({
    logController: new LogController({ disableRequestLogging: true }),
    logger: { level, stream: { write: (line: string) => lines.push(line) } },
  });
  readForwarding(server, () => false);
  logRequests(server, level, () => undefined);
  server.get('/healthz', () => 'ok');
  server.get('/readyz', (request, reply) =>
    reply.code('fails' in (request.query as object) ? 503 : 200).send('ok'),
  );
  server.get('/sessions', () => 'ok');
  for (const path of paths) await server.inject(path);
  await server.close();
  return lines
    .map((line) => JSON.parse(line) as { level: number; route: string; status: number })
    .map(({ level: number, route, status }) => `${number >= 30 ? 'info' : 'debug'} ${route} ${status}`);
};

const PATHS = ['/healthz', '/readyz', '/sessions?username=ann', '/readyz?fails', '/nothing'];

it('logs requests at level info, without probes that succeed', async () => {
  expect(await logOf('info', PATHS)).toEqual([
    'info /sessions 200',
    'info /readyz 503',
    'info (unknown) 404',
  ]);
});

it('logs probes that succeed at level debug', async () => {
  expect(await logOf('debug', PATHS)).toEqual([
    'debug /healthz 200',
    'debug /readyz 200',
    'info /sessions 200',
    'info /readyz 503',
    'info (unknown) 404',
  ]);
});

it('logs no request at level warn', async () => {
  expect(await logOf('warn', PATHS)).toEqual([]);
});

it("logs the client's address and the caller's public name", async () => {
  const lines: string[] = [];
  const server = fastify({
    logController: new LogController({ disableRequestLogging: true }),
    logger: { level: 'info', stream: { write: (line: string) => lines.push(line) } },
  });
  readForwarding(server, () => false);
  logRequests(server, 'info', () => 'ada');
  server.get('/sessions', () => 'ok');
  await server.inject({ path: '/sessions', remoteAddress: '192.0.2.7' });
  await server.close();
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { route: '/sessions', address: '192.0.2.7', caller: 'ada' },
  ]);
});
