import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import type { AuditAct } from '@dwell/shared';
import { AuditInterceptor } from './audit.interceptor.js';
import { AUDIT_PLAN, type AuditPlan } from './audit-plan.js';

/**
 * Records the calls of the route in the audit log: see {@link AuditInterceptor}.
 * @param texts find the target and the detail of the entry. They must never find a secret.
 */
export const Audited = (act: AuditAct, texts: Omit<AuditPlan, 'act'> = {}): MethodDecorator =>
  applyDecorators(
    SetMetadata(AUDIT_PLAN, { act, ...texts } satisfies AuditPlan),
    UseInterceptors(AuditInterceptor),
  );
