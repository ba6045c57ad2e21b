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

/** What one session's time in one slot came to: written when the slot is over for it. */
@Schema({ versionKey: false })
export class UserTimeDocument {
  /** The session's id and the slot; what was copied from another store has the user in place of the session. */
  @Prop({ type: String, required: true })
  _id!: string;

  @Prop({ type: String, required: true })
  username!: string;

  /** Epoch milliseconds. */
  @Prop({ type: Number, required: true })
  slot!: number;

  /** The session's, when it was written; of what was copied there is none. */
  @Prop({ type: Number })
  revision?: number;

  @Prop({ type: [Mixed], required: true })
  time!: readonly PathTime[];
}

export const userTimeSchema = SchemaFactory.createForClass(UserTimeDocument);
userTimeSchema.index({ slot: 1 }, { name: 'slot' });
userTimeSchema.index({ username: 1, slot: 1 }, { name: 'username' });

/** What all users' time on one view in one slot came to. The view '' stands for all views, and has no time but counts. */
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

  /** Those with time here, each once. */
  @Prop({ type: [String], required: true })
  users!: readonly string[];

  /** Of view '': sessions that had started before the slot and were heard of in it or later. */
  @Prop({ type: Number })
  spanning?: number;

  /** Of view '': sessions that started in the slot, and those that were last heard of in it. */
  @Prop({ type: Number })
  started?: number;

  @Prop({ type: Number })
  stopped?: number;
}

export const viewTimeSchema = SchemaFactory.createForClass(ViewTimeDocument);
viewTimeSchema.index({ grain: 1, slot: 1, view: 1 }, { name: 'slot', unique: true });

/** How far view_time is made: slots from `from` on and before `until` are in it. Before `from` there is no time. */
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
