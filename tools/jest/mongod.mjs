import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const START_TIMEOUT_MS = 60_000;

/** Resolves to the path of the `mongod` that is on the PATH; to undefined if there is none. */
export const findMongod = async () => {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, 'mongod');
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return undefined;
};

/**
 * Starts a mongod for one test run, on a free port of loopback, with its data in a temporary folder. The server is a
 * replica set of one member, because MongoDB has no transactions without a replica set.
 * @param {string} file the path of the program
 * @param {AbortSignal} signal aborts the start
 * @returns {Promise<{uri: string, stop: () => Promise<void>}>} `stop` ends the server and removes its data
 * @throws Error with the last lines of the server's log when the server does not start; then also
 *   removes the data
 */
export const startMongod = async (file, signal) => {
  const folder = await mkdtemp(join(tmpdir(), 'dwell-mongod-'));
  const data = join(folder, 'data');
  await mkdir(data);
  const logFile = join(folder, 'mongod.log');
  const log = await open(logFile, 'w');
  const port = await freePort();
  const args = ['--replSet', 'test', '--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', data];
  // In its own process group, so that Ctrl+C ends the tests before the server.
  const mongod = spawn(file, args, { detached: true, stdio: ['ignore', log.fd, log.fd] });
  const ended = new Promise((resolve) => mongod.once('close', resolve).once('error', resolve));
  await log.close();

  const stop = async () => {
    // Not SIGTERM, after which a replica set member waits 15 s for another to take over. The data is removed anyway.
    mongod.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.race([initiate(port), failure(ended, signal)]);
    return { uri: `mongodb://127.0.0.1:${port}/?replicaSet=test&appName=mongod`, stop };
  } catch (cause) {
    const lastLines = (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-20).join('\n');
    await stop();
    throw new Error(`${file} did not start:\n${lastLines}`, { cause });
  }
};

const failure = (ended, signal) =>
  new Promise((_resolve, reject) => {
    void ended.then(() => reject(new Error('it ended')));
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/** Makes the server a replica set, and waits until the server is its primary. */
const initiate = async (port) => {
  const { MongoClient } = driver();
  const member = `127.0.0.1:${port}`;
  const withClient = async (options, use) => {
    const client = new MongoClient(`mongodb://${member}`, {
      ...options,
      serverSelectionTimeoutMS: START_TIMEOUT_MS,
    });
    try {
      await use(client.db('admin'));
    } finally {
      await client.close();
    }
  };
  await withClient({ directConnection: true }, (admin) =>
    admin.command({ replSetInitiate: { _id: 'test', members: [{ _id: 0, host: member }] } }),
  );
  await withClient({ replicaSet: 'test' }, (admin) => admin.command({ ping: 1 }));
};

/** Loads the driver that the API uses. */
const driver = () => createRequire(new URL('../../apps/api/package.json', import.meta.url))('mongoose').mongo;

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
};
