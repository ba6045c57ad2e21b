/**
 * A small web application with logins on node:http, without a framework: `node examples/v-sessions/server.mjs`.
 * The server listens on 127.0.0.1 only, on PORT (default 4000). SESSION_SECRET signs the session ids; without it, each
 * start generates a new secret.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { MemoryStore, Sessions } from '@dwell/sessions';

const { PORT = '4000', SESSION_SECRET = randomBytes(32).toString('base64url') } = process.env;

const sessions = new Sessions({ store: new MemoryStore(), secret: SESSION_SECRET });

const answer = (res, status, text) => {
  res.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
};

const routes = {
  '/': (req, res) => {
    const user = req.sessionData;
    if (!user) return answer(res, 200, 'You are not logged in :(');
    answer(res, 200, `Welcome ${user.name}! Verification status: ${user.verified}`);
  },

  '/save': async (req, res, query) => {
    if (!req.sessionData) return answer(res, 400, 'You are not logged in :(');
    const name = query.get('name');
    if (name === null) return answer(res, 400, 'query parameter "name" must be present!');
    // Saving replaces the whole value, so a new name starts unverified.
    await sessions.save(req, res, { name, verified: false });
    res.writeHead(303, { Location: '/' }).end();
  },

  // A login gives the visitor new rights, so the session gets a new id.
  '/login': async (req, res) => {
    await sessions.resave(req, res, { name: '[no name provided]', verified: false });
    answer(res, 200, 'You are now logged in!');
  },

  '/logout': async (req, res) => {
    await sessions.logout(req, res);
    answer(res, 200, 'You are now logged out!');
  },
};

const notFound = (_req, res) => answer(res, 404, 'Not found');

const load = sessions.middleware();

const handle = async (req, res) => {
  const { pathname, searchParams } = new URL(`http://localhost${req.url}`);
  await load(req, res);
  await (Object.hasOwn(routes, pathname) ? routes[pathname] : notFound)(req, res, searchParams);
};

const server = createServer((req, res) => {
  handle(req, res).catch((error) => {
    console.error(error);
    // If another request has ended the session meanwhile, the error has the status code 409.
    answer(res, error.statusCode ?? 500, 'Something went wrong');
  });
});
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
