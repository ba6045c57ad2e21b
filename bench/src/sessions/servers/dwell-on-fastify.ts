import { type CurrentSession, fastifySessions, MemoryStore, Sessions } from '@dwell/sessions';
import fastify from 'fastify';
import { answerOf, SaveCounter, SECRET, type Visitor, visitorOf } from '../visitor.js';
import { listenOnFastify } from './listen.js';

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- how a request's session is declared to Fastify
  interface FastifyRequest extends CurrentSession<Visitor> {}
}

const app = fastify();
const counter = new SaveCounter();
const sessions = new Sessions<Visitor>({ store: new MemoryStore<Visitor>(), secret: SECRET });
await app.register(fastifySessions(sessions));

app.post<{ Params: { id: string } }>('/login/:id', async (request, reply) => {
  await sessions.resave(request, reply, visitorOf(request.params.id));
  return reply.send({ id: request.params.id });
});
app.get('/read', ({ sessionData }, reply) =>
  sessionData ? reply.send(answerOf(sessionData)) : reply.code(401).send(),
);
app.post('/save', async (request, reply) => {
  const { sessionData } = request;
  if (!sessionData) return reply.code(401).send();
  sessionData.saves += 1;
  counter.add(sessionData);
  await sessions.save(request, reply, sessionData);
  return reply.send(answerOf(sessionData));
});
app.get('/tally', (_, reply) => reply.send(counter.tally()));
await listenOnFastify(app);
