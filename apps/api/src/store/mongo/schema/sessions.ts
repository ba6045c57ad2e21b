import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Path, StretchState, TabDuration } from '@dwell/shared';
import { Schema as MongooseSchema } from 'mongoose';

/** A visit; see Visit in libs/shared. */
export interface VisitRecord {
  readonly slot: number;
  readonly view: string;
  readonly tab?: string;
  readonly ms: number;
}

/** A page of the session; see PageState. */
export interface PageRecord {
  readonly id: string;
  readonly at: number;
  readonly visible: boolean;
  readonly path: readonly string[];
  readonly since?: number;
  readonly listed_view?: string;
  readonly credited_path?: readonly string[];
  readonly visit?: VisitRecord;
}

/** A stretch of the trail. It ends where the next one begins, the last one at the session's last ping. */
export interface StretchRecord {
  readonly begins: number;
  readonly state: StretchState;
  readonly path?: readonly string[];
}

/** A session's time and visits on one path in one slot. */
export interface TimeRecord {
  readonly slot: number;
  readonly view: string;
  readonly tab?: string;
  readonly ms: number;
  readonly visits: number;
}

/**
 * Visits of one path and slot with lengths in one bucket; see bucketOfLength. `length` is the bucket's number, `ms` the
 * sum of the lengths.
 */
export interface VisitsRecord extends VisitRecord {
  readonly length: number;
  readonly visits: number;
  /** Whether the visit went on when this was written. */
  readonly goes_on?: true;
}

/**
 * Visits in a session's document that are not in user_time yet. They move there when the slot in which they are
 * recorded is closed.
 */
export interface WaitingVisits extends VisitsRecord {
  /**
   * The slot in which the visits are recorded: the slot of the session's last ping when the visits ended, or, for a
   * visit that goes on, of its last ping so far.
   */
  readonly at: number;
}

/** A view's time without a tab, in milliseconds; and the time of its tab named {@link NO_TAB_KEY}, if it has one. */
export interface OwnTimeRecord {
  readonly view: string;
  readonly ms: number;
  readonly tab_ms?: number;
}

/** The latest commit of one process to the session. From it the process learns whether its write arrived. */
export interface CommitRecord {
  readonly by: string;
  readonly n: number;
}

const Mixed = MongooseSchema.Types.Mixed;

/**
 * One session. The first nine fields are the documented ones, with times in seconds with at most three decimals. The
 * others are Dwell's own, with times in milliseconds; in a document of another program they may be missing.
 */
@Schema({ versionKey: false })
export class SessionDocument {
  @Prop({ type: String, required: true })
  _id!: string;

  @Prop({ type: String, required: true })
  id_beaker_session!: string;

  @Prop({ type: String, required: true })
  username!: string;

  @Prop({ type: Number, required: true })
  start!: number;

  @Prop({ type: Number, required: true })
  last_ping!: number;

  @Prop({ type: Number, required: true })
  last_visible_ping!: number;

  @Prop({ type: [String], required: true })
  last_visible_path!: readonly string[];

  @Prop({ type: Number, required: true })
  visible_duration!: number;

  @Prop({ type: Mixed, required: true })
  tab_duration!: TabDuration;

  @Prop({ type: String })
  client!: string;

  @Prop({ type: String })
  key_hash!: string;

  @Prop({ type: Number })
  ordinal!: number;

  @Prop({ type: Number })
  revision!: number;

  @Prop({ type: Boolean })
  superseded!: boolean;

  /** The views in tab_duration, for the index over them. */
  @Prop({ type: [String] })
  views!: readonly string[];

  /** The time without a tab of each view that also has tabs; in tab_duration that time looks like one more tab. */
  @Prop({ type: [Mixed] })
  own_time!: readonly OwnTimeRecord[];

  @Prop({ type: [String] })
  credited_path?: readonly string[];

  /** See SessionState; null if the last ping showed no view. Documents of older versions lack the field. */
  @Prop({ type: String })
  shown_view?: string | null;

  /** See SessionState; without meaning if shown_view is null. Documents of older versions lack the field. */
  @Prop({ type: Number })
  shown_since?: number;

  @Prop({ type: [Mixed] })
  pages!: readonly PageRecord[];

  @Prop({ type: [Mixed] })
  covered!: readonly (readonly [from: number, to: number])[];

  /** The session's time by slot, where that time may still grow or may not be in user_time yet. */
  @Prop({ type: [Mixed] })
  open_time!: readonly TimeRecord[];

  /** The visit that goes on by pings without page_id, if there is one. Documents of older versions lack the field. */
  @Prop({ type: Mixed })
  visit?: VisitRecord | null;

  /**
   * The session's visits that are not in user_time yet, including those that go on. Documents of older versions lack
   * the field.
   */
  @Prop({ type: [Mixed] })
  visits?: readonly WaitingVisits[];

  /**
   * Whether the session was settled: all its time and visits are in user_time or on the way there, including the visits
   * that went on. A ping takes back those of the slot of the session's last ping.
   */
  @Prop({ type: Boolean })
  settled?: boolean;

  @Prop({ type: [Mixed] })
  trail!: readonly StretchRecord[];

  @Prop({ type: [Mixed] })
  commits!: readonly CommitRecord[];
}

export const sessionSchema = SchemaFactory.createForClass(SessionDocument);

// The first field is the one that a cluster is sharded by: every unique index must begin with that field.
sessionSchema.index(
  { id_beaker_session: 1, key_hash: 1, ordinal: 1 },
  { name: 'key', unique: true, partialFilterExpression: { key_hash: { $exists: true } } },
);
sessionSchema.index({ start: 1, _id: 1 }, { name: 'start' });
sessionSchema.index({ last_ping: 1, _id: 1 }, { name: 'last_ping' });
sessionSchema.index({ visible_duration: 1, _id: 1 }, { name: 'visible_duration' });
sessionSchema.index({ username: 1, _id: 1 }, { name: 'username' });
sessionSchema.index({ views: 1, _id: 1 }, { name: 'views' });
sessionSchema.index({ 'open_time.slot': 1 }, { name: 'open_time' });
sessionSchema.index({ 'visits.slot': 1 }, { name: 'visits' });

export const toPath = ([view = '', tab]: readonly string[]): Path =>
  tab === undefined ? [view] : [view, tab];
