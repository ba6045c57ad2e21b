/**
 * The baseline for MongoDB: the least work that stores keepalives, as bulk writes of the driver alone, each write
 * guarded by its session's revision. `bare-driver.js FROM TO` first copies the sessions and indexes of database FROM to
 * database TO.
 */
import fastify from 'fastify';
import { type AnyBulkWriteOperation, type Collection, MongoClient } from 'mongodb';
import { quantile } from '@dwell/programs';

/** The work that the baseline does. */
export interface BareLoad {
  readonly seconds: number;
  /** Updates in a bulk write. At most sessions ÷ `atOnce`: a session must not be in two batches at once. */
  readonly batchSize: number;
  /** Bulk writes in flight at once. */
  readonly atOnce: number;
  /** How many updates of a session come from one path, one after the other, before the session changes the path. */
  readonly perStay: number;
}

export interface BareFigures {
  readonly updatesPerSecond: number;
  /** The latency of a bulk write, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Updates that matched no session. */
  readonly missed: number;
}

/** The name that Dwell gives the collection. */
const SESSIONS = 'Default_session';

/** The fields that a keepalive sets, apart from the revision and the writer's token. */
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

/**
 * Returns the database write for a keepalive, and the session as it is after that write.
 * @param changesPath whether the keepalive is on another path than the previous one
 */
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

  /** Writes the next sessions in turn. Returns how many writes matched no session. */
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
