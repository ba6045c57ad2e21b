import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Schema as MongooseSchema } from 'mongoose';
import type { VisitsRecord } from './sessions.js';

const Mixed = MongooseSchema.Types.Mixed;

/** Time, in milliseconds, and visits on one path. */
export interface PathTime {
  readonly view: string;
  readonly tab?: string;
  readonly ms: number;
  readonly visits: number;
}

/** One session's time in one slot, and the visits recorded in it, written when the slot is closed for the session. */
@Schema({ versionKey: false })
export class UserTimeDocument {
  /** The session's id and the slot. Time copied from another store has a hash of the user in place of the session. */
  @Prop({ type: String, required: true })
  _id!: string;

  @Prop({ type: String, required: true })
  username!: string;

  /** The slot's start, in epoch milliseconds. */
  @Prop({ type: Number, required: true })
  slot!: number;

  /** The session's revision when this document was written. Time copied from another store has none. */
  @Prop({ type: Number })
  revision?: number;

  @Prop({ type: [Mixed], required: true })
  time!: readonly PathTime[];

  /** Visits may have begun in an earlier slot, where they count. Documents of older versions lack the field. */
  @Prop({ type: [Mixed] })
  visits?: readonly VisitsRecord[];
}

export const userTimeSchema = SchemaFactory.createForClass(UserTimeDocument);
userTimeSchema.index({ slot: 1 }, { name: 'slot' });
userTimeSchema.index({ username: 1, slot: 1 }, { name: 'username' });

/** A change of the number of sessions in progress. The minute is counted from the slot's start. */
export type MinuteChange = readonly [minute: number, change: number];

/** A sum of all users' time or visits on one view in one slot. */
@Schema({ versionKey: false })
class ViewSumDocument {
  @Prop({ type: String, required: true })
  _id!: string;

  /** The slot's length in milliseconds; see sum-levels.ts. */
  @Prop({ type: Number, required: true })
  grain!: number;

  /** The slot in which the time or the visits count, in epoch milliseconds. */
  @Prop({ type: Number, required: true })
  slot!: number;

  @Prop({ type: String, required: true })
  view!: string;
}

/**
 * All users' time on one view in one slot. The view '' stands for all views. In its documents `time` is empty; they
 * also have counts of sessions.
 */
@Schema({ versionKey: false })
export class ViewTimeDocument extends ViewSumDocument {
  @Prop({ type: [Mixed], required: true })
  time!: readonly PathTime[];

  /** The users with time on the view, each once. */
  @Prop({ type: [String], required: true })
  users!: readonly string[];

  /** The time of each user in `users`, in the same order, in milliseconds. */
  @Prop({ type: [Number], required: true })
  user_ms!: readonly number[];

  /** The number of visits of each user in `users`, in the same order. */
  @Prop({ type: [Number], required: true })
  user_visits!: readonly number[];

  /** For view '': the number of sessions that started before the slot and had their last ping in the slot or later. */
  @Prop({ type: Number })
  spanning?: number;

  /** For view '': the number of sessions that started in the slot. */
  @Prop({ type: Number })
  started?: number;

  /** For view '': the number of sessions whose last ping was in the slot. */
  @Prop({ type: Number })
  stopped?: number;

  /**
   * For view '': by how much the number of sessions in progress changes, at which minute of the slot. A session is in
   * progress from the first whole minute at or after its start to the last one before or at its last ping.
   */
  @Prop({ type: [Mixed] })
  changes?: readonly MinuteChange[];
}

export const viewTimeSchema = SchemaFactory.createForClass(ViewTimeDocument);
viewTimeSchema.index({ grain: 1, slot: 1, view: 1 }, { name: 'slot', unique: true });

/** Visits of one tab, or of the view without a tab, with lengths in one bucket; see bucketOfLength. */
export interface TabVisits {
  readonly tab?: string;
  /** The number of the bucket. */
  readonly length: number;
  readonly visits: number;
  /** The sum of the visits' lengths, in milliseconds. */
  readonly ms: number;
}

/**
 * All users' visits of one view, by length. They began in the slot `slot`, and were recorded in the same or a later
 * slot, `recorded`. A visit that is recorded late gets a document of its later slot, so it changes no sum of an earlier
 * slot.
 */
@Schema({ versionKey: false })
export class ViewVisitsDocument extends ViewSumDocument {
  /** The slot in which the visits were recorded. It has the same length as the slot in which they began. */
  @Prop({ type: Number, required: true })
  recorded!: number;

  @Prop({ type: [Mixed], required: true })
  visits!: readonly TabVisits[];
}

export const viewVisitsSchema = SchemaFactory.createForClass(ViewVisitsDocument);
viewVisitsSchema.index({ grain: 1, slot: 1, view: 1 }, { name: 'slot' });
viewVisitsSchema.index({ grain: 1, recorded: 1 }, { name: 'recorded' });

/** A path that ever had time. */
@Schema({ versionKey: false })
export class PathDocument {
  /** A hash of the path; see known-paths.ts. */
  @Prop({ type: String, required: true })
  _id!: string;

  @Prop({ type: String, required: true })
  view!: string;

  @Prop({ type: String })
  tab?: string;
}

export const pathSchema = SchemaFactory.createForClass(PathDocument);

/**
 * The id of the document that says how far view_time, view_visits and path are complete. Older versions, which had only
 * view_time, use the id 'view_time'.
 */
export const SUMS = 'sums';

/**
 * The id of the document that exists once all visits have lengths. Older versions stored visits without lengths.
 * `until` is the time at which the lengths were estimated.
 */
export const VISITS = 'visits';

/**
 * The id of the document that exists once the collection `person` has all users. Older versions stored sessions without
 * that collection. `until` is the time at which the collection was filled.
 */
export const PEOPLE = 'people';

/**
 * Says how far collections are filled. For {@link SUMS}: view_time has the slots in [from, until), and there is no time
 * before `from`. For {@link PEOPLE} and {@link VISITS}, `from` has no meaning.
 */
@Schema({ versionKey: false })
export class ProgressDocument {
  @Prop({ type: String, required: true })
  _id!: string;

  /** Epoch milliseconds. */
  @Prop({ type: Number, required: true })
  from!: number;

  @Prop({ type: Number, required: true })
  until!: number;
}

export const progressSchema = SchemaFactory.createForClass(ProgressDocument);
