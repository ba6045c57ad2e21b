import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Schema as MongooseSchema } from 'mongoose';

const Mixed = MongooseSchema.Types.Mixed;

/** Time and visits on one path. */
export interface PathTime {
  readonly view: string;
  readonly tab?: string;
  readonly ms: number;
  readonly visits: number;
}

/** One session's time in one slot, written when the slot is closed for the session. */
@Schema({ versionKey: false })
export class UserTimeDocument {
  /** The session's id and the slot. Time copied from another store has a hash of the user in place of the session. */
  @Prop({ type: String, required: true })
  _id!: string;

  @Prop({ type: String, required: true })
  username!: string;

  /** Epoch milliseconds. */
  @Prop({ type: Number, required: true })
  slot!: number;

  /** The session's revision at that time. Time copied from another store has none. */
  @Prop({ type: Number })
  revision?: number;

  @Prop({ type: [Mixed], required: true })
  time!: readonly PathTime[];
}

export const userTimeSchema = SchemaFactory.createForClass(UserTimeDocument);
userTimeSchema.index({ slot: 1 }, { name: 'slot' });
userTimeSchema.index({ username: 1, slot: 1 }, { name: 'username' });

/**
 * All users' time on one view in one slot. The view '' stands for all views. Its documents have counts of sessions in
 * place of time.
 */
@Schema({ versionKey: false })
export class ViewTimeDocument {
  @Prop({ type: String, required: true })
  _id!: string;

  /** The slot's length; see rollup-levels.ts. */
  @Prop({ type: Number, required: true })
  grain!: number;

  /** Epoch milliseconds. */
  @Prop({ type: Number, required: true })
  slot!: number;

  @Prop({ type: String, required: true })
  view!: string;

  @Prop({ type: [Mixed], required: true })
  time!: readonly PathTime[];

  /** The users with time here, each once. */
  @Prop({ type: [String], required: true })
  users!: readonly string[];

  /** For view '': sessions that started before the slot and had their last ping in the slot or later. */
  @Prop({ type: Number })
  spanning?: number;

  /** For view '': sessions that started in the slot. */
  @Prop({ type: Number })
  started?: number;

  /** For view '': sessions whose last ping was in the slot. */
  @Prop({ type: Number })
  stopped?: number;
}

export const viewTimeSchema = SchemaFactory.createForClass(ViewTimeDocument);
viewTimeSchema.index({ grain: 1, slot: 1, view: 1 }, { name: 'slot', unique: true });

/** The id of the document that says how far view_time is summed. */
export const VIEW_TIME = 'view_time';

/**
 * The id of the document that exists once the collection `person` has all users. Older versions stored sessions without
 * that collection. `until` is the time at which the collection was filled.
 */
export const PEOPLE = 'people';

/**
 * Says how far a collection is filled. For {@link VIEW_TIME}: view_time has the slots in [from, until), and there is no
 * time before `from`. For {@link PEOPLE}, `from` has no meaning.
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
