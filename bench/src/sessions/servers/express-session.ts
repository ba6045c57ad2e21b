import express, { type Request } from 'express';
import session from 'express-session';
import { answerOf, SaveCounter, SECRET, type Visitor, visitorOf } from '../visitor.js';
import { listenOnExpress } from './listen.js';

declare module 'express-session' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- how the session's data is declared to the package
  interface SessionData extends Partial<Visitor> {}
}

const hasVisitor = (data: Request['session']): data is Request['session'] & Visitor =>
  data.user !== undefined;

const app = express();
const counter = new SaveCounter();
app.use(session({ secret: SECRET, resave: false, saveUninitialized: false }));

app.post('/login/:id', ({ session, params }, res) => {
  Object.assign(session, visitorOf(params.id));
  res.json({ id: params.id });
});
app.get('/read', ({ session }, res) => {
  if (hasVisitor(session)) res.json(answerOf(session));
  else res.sendStatus(401);
});
app.post('/save', ({ session }, res) => {
  if (!hasVisitor(session)) {
    res.sendStatus(401);
    return;
  }
  session.saves += 1;
  counter.add(session);
  res.json(answerOf(session));
});
app.get('/tally', (_, res) => void res.json(counter.tally()));
listenOnExpress(app);
