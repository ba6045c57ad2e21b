import { type CurrentSession, MemoryStore, Sessions } from '@dwell/sessions';
import express from 'express';
import { answerOf, SaveCounter, SECRET, type Visitor, visitorOf } from '../visitor.js';
import { listenOnExpress } from './listen.js';

declare module 'express-serve-static-core' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- how a request's session is declared to Express
  interface Request extends CurrentSession<Visitor> {}
}

const app = express();
const counter = new SaveCounter();
const sessions = new Sessions<Visitor>({ store: new MemoryStore<Visitor>(), secret: SECRET });
app.use(sessions.middleware());

app.post('/login/:id', async (req, res) => {
  await sessions.resave(req, res, visitorOf(req.params.id));
  res.json({ id: req.params.id });
});
app.get('/read', ({ sessionData }, res) => {
  if (sessionData) res.json(answerOf(sessionData));
  else res.sendStatus(401);
});
app.post('/save', async (req, res) => {
  const { sessionData } = req;
  if (!sessionData) {
    res.sendStatus(401);
    return;
  }
  sessionData.saves += 1;
  counter.add(sessionData);
  await sessions.save(req, res, sessionData);
  res.json(answerOf(sessionData));
});
app.get('/tally', (_, res) => void res.json(counter.tally()));
listenOnExpress(app);
