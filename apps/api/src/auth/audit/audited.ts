import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import type { AuditAct } from '@dwell/shared';
import { AuditInterceptor } from './audit.interceptor.js';
import { AUDIT_PLAN, type AuditPlan } from './audit-plan.js';

/** Records each call of the route in the audit log. The texts must never be secrets. */
export const Audited = (act: AuditAct, texts: Omit<AuditPlan, 'act'> = {}): MethodDecorator =>
  applyDecorators(
    SetMetadata(AUDIT_PLAN, { act, ...texts } satisfies AuditPlan),
    UseInterceptors(AuditInterceptor),
  );
