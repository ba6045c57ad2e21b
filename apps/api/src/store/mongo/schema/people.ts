import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/**
 * A user who may have sessions. A new user gets this document before the first session is stored, a user of older
 * sessions when PersonWriter fills the collection. The document stays when the sessions are gone.
 */
@Schema({ versionKey: false })
export class PersonDocument {
  /** The username. */
  @Prop({ type: String, required: true })
  _id!: string;

  /** See fold-name.ts. */
  @Prop({ type: String, required: true })
  folded!: string;
}

export const personSchema = SchemaFactory.createForClass(PersonDocument);
personSchema.index({ folded: 1, _id: 1 }, { name: 'folded' });
