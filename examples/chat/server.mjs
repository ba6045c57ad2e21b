/**
 * A chat over WebSockets with one session for each connection: `node examples/chat/server.mjs`. The server listens on
 * 127.0.0.1 only, on PORT (default 4001), and stores the data of its users in USERS_FILE (default users.json in this
 * folder).
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { create } from '@dwell/sessions/manager';
import { WebSocketServer } from 'ws';

const { PORT = '4001', USERS_FILE = fileURLToPath(new URL('users.json', import.meta.url)) } = process.env;

const MAX_MESSAGE_BYTES = 4096;
const MAX_NAME_LENGTH = 40;
/** How long clients may take to confirm that the connection closes, in milliseconds. */
const CLOSING_MS = 3000;
const GOING_AWAY = 1001;

/** Maps the name of each user to their data. All connections of one user share that data. */
const users = new Map(
  existsSync(USERS_FILE) ? Object.entries(JSON.parse(readFileSync(USERS_FILE, 'utf8'))) : [],
);

const log = { debug: () => undefined, error: console.error };
const sessions = create(
  { log },
  { userData: { persistence: { events: ['disconnect', 'shutdown'], interval: '30s' } } },
);

const server = createServer(({ url }, response) => {
  if (url !== '/') return response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(readFileSync(new URL('index.html', import.meta.url)));
});
const sockets = new WebSocketServer({ server, maxPayload: MAX_MESSAGE_BYTES });

const tell = (client, message) => client.send(JSON.stringify(message));
const tellAll = (message) => sockets.clients.forEach((client) => tell(client, message));

/** The messages that clients may send. An action throws the error that the client gets. */
const actions = {
  async login(session, { name }) {
    if (typeof name !== 'string' || !name.trim() || name.length > MAX_NAME_LENGTH)
      throw new Error('Enter a name');
    if (!users.has(name)) users.set(name, { said: 0 });
    await session.setUser(name, users.get(name));
  },
  // A session without a user may talk too.
  async say(session, { text }) {
    if (typeof text !== 'string' || !text) throw new Error('Enter a message');
    if (session.userData) session.userData.said += 1;
    tellAll({ type: 'said', name: session.userId ?? 'guest', text });
  },
};

sessions.on('started', (session) => {
  const client = session.get('client');
  client.on('message', async (data) => {
    try {
      const { type, ...message } = JSON.parse(data) ?? {};
      if (!Object.hasOwn(actions, type)) throw new Error(`Try ${Object.keys(actions).join(' or ')}`);
      await actions[type](session, message);
    } catch ({ message }) {
      tell(client, { type: 'refused', message });
    }
  });
  session.on('identified', (name, { said }) => tell(client, { type: 'welcome', name, said }));
});

sessions.on('persistUserData', ({ userId, userData }) => {
  users.set(userId, userData);
  // Renaming replaces the file in one step, so a crash never leaves it half written.
  writeFileSync(`${USERS_FILE}.new`, JSON.stringify(Object.fromEntries(users)));
  renameSync(`${USERS_FILE}.new`, USERS_FILE);
});

sessions.on('destroy', (session) => {
  session.get('client').close(GOING_AWAY);
  if (session.userId) tellAll({ type: 'left', name: session.userId });
});

sockets.on('connection', async (client) => {
  const session = await sessions.create();
  session.set('client', client);
  client.on('error', log.error);
  client.on('close', () => {
    session.destroy(sessions.willPersistUserDataOn('disconnect')).catch(log.error);
  });
  await session.start();
});

const shutDown = async () => {
  server.close();
  try {
    await sessions.destroy(sessions.willPersistUserDataOn('shutdown'));
  } catch (error) {
    log.error(error);
    process.exitCode = 1;
  }
  setTimeout(() => process.exit(), CLOSING_MS).unref();
};
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, shutDown);

server.listen(Number(PORT), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
