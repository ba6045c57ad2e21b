import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Annotation } from '../../ports/annotation-store.js';

/** An Annotation, with its id as _id. */
@Schema({ versionKey: false })
export class AnnotationDocument implements Omit<Annotation, 'id' | 'createdAt'> {
  @Prop({ type: String, required: true })
  _id!: string;

  /** Epoch milliseconds. */
  @Prop({ type: Number, required: true })
  at!: number;

  @Prop({ type: String, required: true })
  text!: string;

  @Prop({ type: String, required: true })
  author!: string;

  /** Epoch milliseconds. */
  @Prop({ type: Number, required: true })
  created_at!: number;
}

export const annotationSchema = SchemaFactory.createForClass(AnnotationDocument);
annotationSchema.index({ at: 1, _id: 1 }, { name: 'at' });
