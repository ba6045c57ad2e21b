import { SAVED_VIEW_PAGES, type SavedViewPage } from '@dwell/shared';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { SavedView } from '../../ports/saved-view-store.js';

/** A SavedView, with its id as _id. */
@Schema({ versionKey: false })
export class SavedViewDocument implements Omit<SavedView, 'id' | 'createdAt'> {
  @Prop({ type: String, required: true })
  _id!: string;

  @Prop({ type: String, required: true })
  owner!: string;

  @Prop({ type: String, required: true })
  name!: string;

  @Prop({ type: String, required: true, enum: SAVED_VIEW_PAGES })
  page!: SavedViewPage;

  @Prop({ type: String, required: true })
  query!: string;

  @Prop({ type: Boolean, required: true })
  shared!: boolean;

  /** Epoch milliseconds. */
  @Prop({ type: Number, required: true })
  created_at!: number;
}

export const savedViewSchema = SchemaFactory.createForClass(SavedViewDocument);
savedViewSchema.index({ owner: 1, name: 1 }, { name: 'owner_name', unique: true });
savedViewSchema.index({ shared: 1, name: 1 }, { name: 'shared' });
