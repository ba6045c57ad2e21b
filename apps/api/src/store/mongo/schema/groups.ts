import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A group with the members whom admins put into it. */
@Schema({ versionKey: false })
export class GroupDocument {
  /** Stays the same when the group gets another name. */
  @Prop({ type: String, required: true })
  _id!: string;

  @Prop({ type: String, required: true })
  name!: string;

  /** Epoch milliseconds. */
  @Prop({ type: Number, required: true })
  created_at!: number;

  /** In the order of code points. Even MAX_GROUP_MEMBERS of the longest names fit into one document. */
  @Prop({ type: [String], required: true })
  usernames!: string[];

  /**
   * Grows by one with each change of the members. A change is written only if this number is still the one that was
   * read with the members.
   */
  @Prop({ type: Number, required: true })
  revision!: number;
}

export const groupSchema = SchemaFactory.createForClass(GroupDocument);
groupSchema.index({ name: 1 }, { name: 'name', unique: true });

/** The groups that a person's token names. */
@Schema({ versionKey: false })
export class TokenGroupsDocument {
  /** The username. */
  @Prop({ type: String, required: true })
  _id!: string;

  /**
   * The groups' names, in the order of code points. A group that is removed is removed from the lists of all people.
   */
  @Prop({ type: [String], required: true })
  groups!: string[];

  /** When the token was issued, in epoch milliseconds. */
  @Prop({ type: Number, required: true })
  issued_at!: number;
}

export const tokenGroupsSchema = SchemaFactory.createForClass(TokenGroupsDocument);
tokenGroupsSchema.index({ groups: 1, _id: 1 }, { name: 'groups' });
