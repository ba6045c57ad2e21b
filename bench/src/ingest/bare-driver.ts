/**
 * The least that any program does to store keepalives in MongoDB: it changes sessions by bulk writes of the bare
 * driver, each write guarded by its session's revision. `bare-driver.js FROM TO`: the sessions of database FROM, and
 * their indexes, are copied to database TO first.
 */
import fastify from 'fastify';
import { type AnyBulkWriteOperation, type Collection, MongoClient } from 'mongodb';
import { quantile } from '@dwell/programs';

/** What the bare driver is told to do. */
export interface BareLoad {
  readonly seconds: number;
  /** Updates in a bulk write; no more than half of the sessions, as one must not be in two batches at once. */
  readonly batchSize: number;
  /** Bulk writes under way at once. */
  readonly atOnce: number;
  /** Each so many updates of a session one comes from another path. */
  readonly perStay: number;
}

export interface BareFigures {
  readonly updatesPerSecond: number;
  /** Of a bulk write, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Updates that changed nothing. */
  readonly missed: number;
}

/** As Dwell names it. */
const SESSIONS = 'Default_session';

/** A keepalive sets these, beside the revision and what tells whose write it was. */
const CHANGED = [
  'last_ping',
  'last_visible_ping',
  'last_visible_path',
  'visible_duration',
  'tab_duration',
  'open_time',
] as const;

interface Session extends Record<(typeof CHANGED)[number], unknown> {
  readonly _id: string;
  readonly id_beaker_session: string;
  readonly last_ping: number;
  readonly visible_duration: number;
  readonly commits: readonly object[];
  readonly trail: readonly object[];
  readonly revision: number;
}

const copy = async (from: Collection<Session>, to: Collection<Session>): Promise<Session[]> => {
  for (const { key, name, unique, partialFilterExpression } of await from.indexes()) {
    if (name === '_id_') continue;
    await to.createIndex(key, {
      name,
      ...(unique ? { unique } : {}),
      ...(partialFilterExpression ? { partialFilterExpression } : {}),
    });
  }
  const sessions = await from.find().toArray();
  await to.insertMany(sessions);
  return sessions;
};

/** The write of a keepalive, and the session after it. With `path` it came from another path than the one before. */
const keepalive = (
  session: Session,
  seconds: number,
  changesPath: boolean,
): { readonly operation: AnyBulkWriteOperation<Session>; readonly after: Session } => {
  const { _id, id_beaker_session, revision, commits, trail, last_ping, visible_duration } = session;
  const set = {
    ...Object.fromEntries(CHANGED.map((field) => [field, session[field]])),
    last_ping: seconds,
    last_visible_ping: seconds,
    visible_duration: visible_duration + seconds - last_ping,
    commits,
    revision: revision + 1,
  };
  return {
    operation: {
      updateOne: {
        filter: { id_beaker_session, _id, revision },
        update: { $set: set, ...(changesPath ? { $push: { trail: { $each: trail.slice(-1) } } } : {}) },
      },
    },
    after: { ...session, ...set },
  };
};

class BareDriver {
  private sent = 0;

  constructor(
    private readonly collection: Collection<Session>,
    private readonly sessions: Session[],
  ) {}

  async run({ seconds, batchSize, atOnce, perStay }: BareLoad): Promise<BareFigures> {
    const began = performance.now();
    const batchMs: number[] = [];
    let missed = 0;
    const work = async (): Promise<void> => {
      while (performance.now() - began < seconds * 1000) {
        const batchBegan = performance.now();
        missed += await this.writeBatch(batchSize, perStay);
        batchMs.push(performance.now() - batchBegan);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    const updates = batchMs.length * batchSize;
    return {
      updatesPerSecond: updates / ((performance.now() - began) / 1000),
      p50: quantile(batchMs, 0.5),
      p99: quantile(batchMs, 0.99),
      missed,
    };
  }

  /** The sessions that come next, in turn. Gives how many of the writes changed nothing. */
  private async writeBatch(batchSize: number, perStay: number): Promise<number> {
    const operations: AnyBulkWriteOperation<Session>[] = [];
    const seconds = Date.now() / 1000;
    for (let i = 0; i < batchSize; i++, this.sent++) {
      const index = this.sent % this.sessions.length;
      const session = this.sessions[index];
      if (!session) continue;
      const turn = Math.floor(this.sent / this.sessions.length);
      const { operation, after } = keepalive(session, seconds, turn % perStay === 0);
      operations.push(operation);
      this.sessions[index] = after;
    }
    const { matchedCount } = await this.collection.bulkWrite(operations, { ordered: false });
    return operations.length - matchedCount;
  }
}

const [, , from = '', to = ''] = process.argv;
const open = async (url: string): Promise<Collection<Session>> => {
  const client = await MongoClient.connect(url, { w: 'majority', ignoreUndefined: true });
  return client.db().collection<Session>(SESSIONS);
};
const collection = await open(to);
const driver = new BareDriver(collection, await copy(await open(from), collection));

const server = fastify();
server.post('/run', (request) => driver.run(request.body as BareLoad));
console.log(await server.listen({ port: 0, host: '127.0.0.1' }));
process.once('SIGTERM', () => process.exit(0));
