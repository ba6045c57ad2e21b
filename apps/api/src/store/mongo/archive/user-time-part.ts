import { createHash } from 'node:crypto';
import type { ArchivePart, UserSlot } from '../../ports/archive.js';
import { compareCodePoints } from '../../model/code-points.js';
import { bulkWrite, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import { answerOf } from '../connection/errors.js';
import type { TimeRecord } from '../schema/sessions.js';
import type { PathTime, UserTimeDocument } from '../schema/rollups.js';
import type { MongoDatabase } from '../connection/database.js';
import { userTimeId } from '../record/rollups.js';
import { sumPaths } from '../statistics/sum-paths.js';

/** Documents that are read at a time. */
const PORTION = 1_000;

/** A session's slots of which the time stands in the session. */
interface OpenSession {
  readonly _id: string;
  readonly username: string;
  readonly id_beaker_session: string;
  readonly open_time: readonly TimeRecord[];
}

/** One user's slot, or a part of its time. */
interface SlotTime {
  readonly username: string;
  readonly slot: number;
  readonly time: readonly PathTime[];
}

/**
 * Users' time by slot. What is written has a document that no session owns, so that sessions which go on add theirs
 * beside it.
 */
export class UserTimePart implements ArchivePart<UserSlot> {
  /** @param invalidate what is summed up of the time does not hold any more. */
  constructor(
    private readonly database: MongoDatabase,
    private readonly invalidate: () => Promise<void>,
  ) {}

  count(): Promise<number> {
    return answerOf(this.database.userTime.estimatedDocumentCount());
  }

  /**
   * A session's slot stands in the session, or in user_time, or in both: then the session's own counts. Sessions are
   * read first, as time moves from there to user_time; those with such time are few.
   */
  async *read(): AsyncGenerator<readonly UserSlot[], void> {
    const open = await this.openSessions({});
    const isOpen = new Set(
      open.flatMap(({ _id, open_time }) => open_time.map(({ slot }) => userTimeId(_id, slot))),
    );
    const kept = open
      .flatMap(({ username, open_time }) =>
        open_time.map(({ slot, ...path }): SlotTime => ({ username, slot, time: [path] })),
      )
      .sort(compareSlots);
    for await (const portion of this.documents()) {
      const last = portion.at(-1);
      const before = kept.findIndex((time) => last !== undefined && compareSlots(time, last) > 0);
      const due = kept.splice(0, before < 0 ? kept.length : before);
      const written = portion.filter(({ _id }) => !isOpen.has(_id));
      yield toUserSlots(due.length > 0 ? [...written, ...due].sort(compareSlots) : written);
    }
    yield toUserSlots(kept);
  }

  async write(slots: readonly UserSlot[]): Promise<void> {
    if (slots.length === 0) return;
    await this.invalidate();
    const replacing = new Map(slots.map((slot) => [importedId(slot), slot]));
    await this.takeFromSessions(slots, replacing);
    const others = (await this.documentsAround(slots))
      .filter((document) => replacing.has(importedId(document)) && !replacing.has(document._id))
      .map(({ _id }) => ({ deleteOne: { filter: { _id } } }));
    const writes = Array.from(replacing, ([_id, slot]) => ({
      replaceOne: { filter: { _id }, replacement: toDocument(_id, slot), upsert: true },
    }));
    await answerOf(bulkWrite(this.database.userTime, [...others, ...writes], UPKEEP_DEADLINE_MS));
  }

  /** All documents in the order of users and slots; those of one user's slot are in one portion. */
  private async *documents(): AsyncGenerator<readonly UserTimeDocument[], void> {
    let last: UserTimeDocument | undefined;
    for (;;) {
      const portion = await this.documentsBehind(last);
      last = portion.at(-1);
      if (!last) return;
      const { username, slot } = last;
      if (portion.length < PORTION) {
        yield portion;
        continue;
      }
      const whole = await answerOf(
        this.database.userTime.find({ username, slot }).hint('username').toArray(),
      );
      yield [
        ...portion.filter((document) => document.username !== username || document.slot !== slot),
        ...whole,
      ];
    }
  }

  private async documentsBehind(last: UserTimeDocument | undefined): Promise<UserTimeDocument[]> {
    // Two ranges of the index by themselves: not every server finds its way through an index by "or".
    const page = (filter: object, limit: number): Promise<UserTimeDocument[]> =>
      answerOf(
        this.database.userTime
          .find(filter)
          .hint('username')
          .sort({ username: 1, slot: 1 })
          .limit(limit)
          .toArray(),
      );
    const ofUser = last ? await page({ username: last.username, slot: { $gt: last.slot } }, PORTION) : [];
    if (ofUser.length === PORTION) return ofUser;
    const ofOthers = await page({ username: { $gt: last?.username ?? '' } }, PORTION - ofUser.length);
    return [...ofUser, ...ofOthers];
  }

  /** The documents of these slots, and maybe some more: the slots are in order, so they lie close together. */
  private documentsAround(
    slots: readonly UserSlot[],
  ): Promise<Pick<UserTimeDocument, '_id' | 'username' | 'slot'>[]> {
    return answerOf(
      this.database.userTime
        .find(rangeOf(slots))
        .hint('username')
        .project<Pick<UserTimeDocument, '_id' | 'username' | 'slot'>>({ username: 1, slot: 1 })
        .toArray(),
    );
  }

  private openSessions(filter: object): Promise<OpenSession[]> {
    return answerOf(
      this.database.sessions
        .find({ 'open_time.slot': { $gte: 0 }, ...filter })
        .hint('open_time')
        .project<OpenSession>({ username: 1, id_beaker_session: 1, open_time: 1 })
        .toArray(),
    );
  }

  /** What sessions have of these slots is a part of what replaces them. */
  private async takeFromSessions(
    slots: readonly UserSlot[],
    replacing: ReadonlyMap<string, UserSlot>,
  ): Promise<void> {
    const { username } = rangeOf(slots);
    const isReplaced = (owner: OpenSession, { slot }: TimeRecord): boolean =>
      replacing.has(importedId({ username: owner.username, slot }));
    const writes = (await this.openSessions({ username }))
      .filter((session) => session.open_time.some((time) => isReplaced(session, time)))
      .map((session) => ({
        updateOne: {
          filter: { id_beaker_session: session.id_beaker_session, _id: session._id },
          update: { $set: { open_time: session.open_time.filter((time) => !isReplaced(session, time)) } },
        },
      }));
    if (writes.length > 0) await answerOf(bulkWrite(this.database.sessions, writes, UPKEEP_DEADLINE_MS));
  }
}

/** Every string may be a username, and not every one is an id. */
const importedId = ({ username, slot }: { readonly username: string; readonly slot: number }): string =>
  userTimeId(`user:${createHash('sha256').update(username).digest('hex')}`, slot);

const toDocument = (_id: string, { username, slot, time }: UserSlot): UserTimeDocument => ({
  _id,
  username,
  slot,
  time: time.map(({ view, tab, ms, visits }) => ({
    view,
    ...(tab === undefined ? {} : { tab }),
    ms,
    visits,
  })),
});

const rangeOf = (slots: readonly UserSlot[]) => {
  const [first, last] = [slots[0], slots.at(-1)];
  const username = { $gte: first?.username ?? '', $lte: last?.username ?? '' };
  return first?.username === last?.username
    ? { username, slot: { $gte: first?.slot ?? 0, $lte: last?.slot ?? 0 } }
    : { username };
};

const compareSlots = (a: SlotTime, b: SlotTime): number =>
  compareCodePoints(a.username, b.username) || a.slot - b.slot;

/** Adds up what stands beside each other of one user's slot. */
const toUserSlots = (times: readonly SlotTime[]): UserSlot[] => {
  const slots: { username: string; slot: number; time: PathTime[] }[] = [];
  for (const { username, slot, time } of times) {
    let last = slots.at(-1);
    if (last?.username !== username || last.slot !== slot) {
      last = { username, slot, time: [] };
      slots.push(last);
    }
    last.time.push(...time);
  }
  return slots.map(({ username, slot, time }) => ({ username, slot, time: sumPaths(time) }));
};
