import type { AuditAct, AuditOutcome } from '@dwell/shared';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { AuditEntry } from '../../ports/audit-store.js';

/** An AuditEntry, with its id as _id. */
@Schema({ versionKey: false })
export class AuditDocument implements Omit<AuditEntry, 'id'> {
  @Prop({ type: String, required: true })
  _id!: string;

  /** Epoch milliseconds. */
  @Prop({ type: Number, required: true })
  at!: number;

  @Prop({ type: String })
  actor?: string;

  @Prop({ type: String })
  via?: AuditEntry['via'];

  @Prop({ type: String })
  address?: string;

  @Prop({ type: String, required: true })
  act!: AuditAct;

  @Prop({ type: String })
  target?: string;

  @Prop({ type: String })
  detail?: string;

  @Prop({ type: String, required: true })
  outcome!: AuditOutcome;
}

export const auditSchema = SchemaFactory.createForClass(AuditDocument);
auditSchema.index({ actor: 1, _id: 1 }, { name: 'actor' });
auditSchema.index({ act: 1, _id: 1 }, { name: 'act' });
