/**
 * A chat over WebSockets, one session for each connection: `node examples/chat/server.mjs`. It listens on PORT (4001) of
 * this machine alone, and keeps what it knows of its users in USERS_FILE (users.json here).
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { create } from '@dwell/sessions';
import { WebSocketServer } from 'ws';

const { PORT = '4001', USERS_FILE = fileURLToPath(new URL('users.json', import.meta.url)) } = process.env;

const MAX_MESSAGE_BYTES = 4096;
const MAX_NAME_LENGTH = 40;
/** How long clients may take to answer that the connection closes. */
const CLOSING_MS = 3000;
const GOING_AWAY = 1001;

/** What is known of each user by name. Connections of the same user share it. */
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

/** What clients may send; each throws what the client is told. */
const actions = {
  async login(session, { name }) {
    if (typeof name !== 'string' || !name.trim() || name.length > MAX_NAME_LENGTH) throw new Error('Who?');
    if (!users.has(name)) users.set(name, { said: 0 });
    await session.setUser(name, users.get(name));
  },
  // Guests may talk, too: setUser is optional.
  async say(session, { text }) {
    if (typeof text !== 'string' || !text) throw new Error('What?');
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
  // A file that is replaced is never half written.
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
