import type { ArchivePart } from '../../ports/archive.js';
import { inPortions } from '../../ports/archive.js';
import type { RecordedSession } from '../../ports/session-store.js';
import { bulkWrite, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import { answerOf } from '../connection/errors.js';
import type { SessionDocument } from '../schema/sessions.js';
import { toRecordedSession } from '../list/decode-session.js';
import type { MongoDatabase } from '../connection/database.js';
import { toDocument } from '../record/encode-session.js';

/** Sessions that are read at a time. */
const PORTION = 500;

/** The sessions that Dwell wrote; what they have of their slots' time is a part of UserTimePart. */
export class SessionPart implements ArchivePart<RecordedSession> {
  /** @param invalidate what is summed up of the sessions does not hold any more. */
  constructor(
    private readonly database: MongoDatabase,
    private readonly invalidate: () => Promise<void>,
  ) {}

  count(): Promise<number> {
    return answerOf(this.database.sessions.estimatedDocumentCount());
  }

  async *read(leftOut?: (id: string) => void): AsyncGenerator<readonly RecordedSession[], void> {
    const documents = inPortions((last: SessionDocument | undefined) =>
      answerOf(
        this.database.sessions
          .find({ _id: { $gt: last?._id ?? '' } })
          .sort({ _id: 1 })
          .limit(PORTION)
          .toArray(),
      ),
    );
    if (leftOut) await this.reportOtherIds(leftOut);
    for await (const portion of documents) {
      yield portion.flatMap((document) => {
        const session = decode(document);
        if (!session) leftOut?.(document._id);
        return session ?? [];
      });
    }
  }

  /** Dwell's ids are text, and only those are come by in their order. */
  private async reportOtherIds(leftOut: (id: string) => void): Promise<void> {
    const others = this.database.sessions
      .find({ _id: { $not: { $type: 'string' } } })
      .project<{ _id: unknown }>({ _id: 1 });
    for (const { _id } of await answerOf(others.toArray())) leftOut(String(_id));
  }

  async write(sessions: readonly RecordedSession[]): Promise<void> {
    if (sessions.length === 0) return;
    await this.invalidate();
    const writes = sessions.map((session) => {
      const replacement = encode(session);
      const { _id, id_beaker_session } = replacement;
      return { replaceOne: { filter: { id_beaker_session, _id }, replacement, upsert: true } };
    });
    await answerOf(bulkWrite(this.database.sessions, writes, UPKEEP_DEADLINE_MS));
  }
}

/** Its time in slots is written with its user's. */
const encode = (session: RecordedSession): SessionDocument => ({
  ...toDocument(session, [], { by: '', n: 0 }),
  revision: session.revision,
  commits: [],
});

/** Undefined where Dwell did not write it, or somebody broke it. */
const decode = (document: SessionDocument): RecordedSession | undefined => {
  if (typeof document.key_hash !== 'string' || typeof document.ordinal !== 'number') return undefined;
  try {
    return toRecordedSession(document);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};
