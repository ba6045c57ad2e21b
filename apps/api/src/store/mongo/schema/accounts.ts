import type { MongoStoreDocument } from '@dwell/sessions';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Role } from '@dwell/shared';

/**
 * A user; see User. Times in epoch milliseconds. The name is the id, so that the server stores only one of several
 * users that are created at once with one name.
 */
@Schema({ versionKey: false })
export class UserDocument {
  /** The username. */
  @Prop({ type: String, required: true })
  _id!: string;

  @Prop({ type: String, required: true })
  role!: Role;

  @Prop({ type: String, required: true })
  password_hash!: string;

  @Prop({ type: Number, required: true })
  created_at!: number;

  @Prop({ type: Number, required: true })
  login_generation!: number;

  /** See second-factor.ts. Absent if the password is enough. */
  @Prop({ type: String })
  second_factor?: string;

  /** Whether the user must choose a new password before anything else. Absent if the user need not. */
  @Prop({ type: Boolean })
  must_change_password?: boolean;

  /** The mark of an admin who is being demoted or removed; see admin-departures.ts. */
  @Prop({ type: String })
  leaving?: string;
}

export const userSchema = SchemaFactory.createForClass(UserDocument);

/** An API key; see ApiKey. Times in epoch milliseconds. */
@Schema({ versionKey: false })
export class ApiKeyDocument {
  @Prop({ type: String, required: true })
  _id!: string;

  @Prop({ type: String, required: true })
  name!: string;

  @Prop({ type: String, required: true })
  role!: Role;

  @Prop({ type: String })
  username?: string;

  @Prop({ type: String, required: true })
  key_hash!: string;

  @Prop({ type: Number, required: true })
  created_at!: number;

  @Prop({ type: Number })
  last_used?: number;

  /** Whether the key may use session data. Absent in keys of older versions, which may use it. */
  @Prop({ type: Boolean })
  session_data?: boolean;

  /** The only origins whose pages may use the key. Absent in keys of older versions, which have no such limit. */
  @Prop({ type: [String], default: undefined })
  origins?: string[];

  @Prop({ type: Number })
  expires_at?: number;

  @Prop({ type: String })
  created_by?: string;
}

export const apiKeySchema = SchemaFactory.createForClass(ApiKeyDocument);
apiKeySchema.index({ key_hash: 1 }, { name: 'key_hash', unique: true });
apiKeySchema.index({ username: 1 }, { name: 'username' });

@Schema({ versionKey: false })
export class SecretDocument {
  /** The name of the secret. */
  @Prop({ type: String, required: true })
  _id!: string;

  @Prop({ type: String, required: true })
  value!: string;
}

export const secretSchema = SchemaFactory.createForClass(SecretDocument);

/** Session data, for example a login, as MongoStore keeps it. */
@Schema({ versionKey: false })
export class SessionDataDocument implements MongoStoreDocument {
  @Prop({ type: String, required: true })
  _id!: string;

  @Prop({ type: Date, required: true })
  created_at!: Date;

  @Prop({ type: String, required: true })
  data!: string;
}

@Schema({ versionKey: false })
export class LoginDocument extends SessionDataDocument {
  /**
   * The user whose login this is. Logins of older versions lack the field, so a search by username does not find them.
   */
  @Prop({ type: String })
  username?: string;
}

export const loginSchema = SchemaFactory.createForClass(LoginDocument);
loginSchema.index({ created_at: 1 }, { name: 'created_at' });
loginSchema.index({ username: 1 }, { name: 'username' });

/**
 * A session of sessman. The fields beside the data are there to sum up bytes; documents of older versions lack them.
 */
@Schema({ versionKey: false })
export class SessmanDocument extends SessionDataDocument {
  /** The size of `data` in bytes of UTF-8. */
  @Prop({ type: Number })
  bytes?: number;

  @Prop({ type: String })
  user?: string;

  @Prop({ type: String })
  owner?: string;
}

export const sessmanSchema = SchemaFactory.createForClass(SessmanDocument);
sessmanSchema.index({ created_at: 1 }, { name: 'created_at' });
sessmanSchema.index({ owner: 1, user: 1, bytes: 1 }, { name: 'owner_user_bytes' });
