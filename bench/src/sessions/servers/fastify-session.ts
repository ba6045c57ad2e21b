import { fastifyCookie } from '@fastify/cookie';
import { fastifySession } from '@fastify/session';
import fastify, { type Session } from 'fastify';
import { answerOf, SaveCounter, SECRET, type Visitor, visitorOf } from '../visitor.js';
import { listenOnFastify } from './listen.js';

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- how the session's data is declared to the package
  interface Session extends Partial<Visitor> {}
}

const hasVisitor = (data: Session): data is Session & Visitor => data.user !== undefined;

const app = fastify();
const counter = new SaveCounter();
await app.register(fastifyCookie);
await app.register(fastifySession, {
  secret: SECRET,
  saveUninitialized: false,
  rolling: !process.argv.includes('not-rolling'),
  cookie: { secure: false },
});

app.post<{ Params: { id: string } }>('/login/:id', ({ session, params }, reply) => {
  Object.assign(session, visitorOf(params.id));
  return reply.send({ id: params.id });
});
app.get('/read', ({ session }, reply) =>
  hasVisitor(session) ? reply.send(answerOf(session)) : reply.code(401).send(),
);
app.post('/save', ({ session }, reply) => {
  if (!hasVisitor(session)) return reply.code(401).send();
  session.saves += 1;
  counter.add(session);
  return reply.send(answerOf(session));
});
app.get('/tally', (_, reply) => reply.send(counter.tally()));
await listenOnFastify(app);
