import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const START_TIMEOUT_MS = 60_000;

/** The path of `mongod`, where the PATH has one. */
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
 * Starts a mongod for one test run: on a free port of loopback, with its data in a temporary folder, as a replica set
 * of one, without which MongoDB has no transactions.
 * @param {string} file the program
 * @param {AbortSignal} signal gives up starting it
 * @returns {Promise<{uri: string, stop: () => Promise<void>}>} stop ends it and removes its data
 * @throws when it can't be started, with what it logged last; nothing is left behind then
 */
export const startMongod = async (file, signal) => {
  const folder = await mkdtemp(join(tmpdir(), 'dwell-mongod-'));
  const data = join(folder, 'data');
  await mkdir(data);
  const logFile = join(folder, 'mongod.log');
  const log = await open(logFile, 'w');
  const port = await freePort();
  const args = ['--replSet', 'test', '--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', data];
  // In a process group of its own: a Ctrl+C ends the tests first, and it after them.
  const mongod = spawn(file, args, { detached: true, stdio: ['ignore', log.fd, log.fd] });
  const ended = new Promise((resolve) => mongod.once('close', resolve).once('error', resolve));
  await log.close();

  const stop = async () => {
    // Asked politely, a member of a replica set waits 15 s for others to take over; and its data goes anyway.
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

/** Makes the server a replica set, and waits until it is its primary. */
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

/** The driver that the API has. */
const driver = () => createRequire(new URL('../../apps/api/package.json', import.meta.url))('mongoose').mongo;

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
};
