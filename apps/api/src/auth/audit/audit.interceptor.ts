import {
  type CallHandler,
  type ExecutionContext,
  HttpException,
  HttpStatus,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { AuditOutcome } from '@dwell/shared';
import type { FastifyRequest } from 'fastify';
import { catchError, mergeMap, type Observable } from 'rxjs';
import { publicName } from '../guard/caller.js';
import { AUDIT_PLAN, type AuditPlan } from './audit-plan.js';
import { AuditLog } from './audit-log.js';

/**
 * Records the calls of a route in the audit log, whether they are done, refused or fail. Calls that a guard refuses do
 * not get here, and refusals with 429 are left out.
 */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly log: AuditLog,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const plan = this.reflector.get<AuditPlan>(AUDIT_PLAN, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        // Whoever sends too many requests must not fill the log.
        if (statusOf(error) !== HttpStatus.TOO_MANY_REQUESTS) {
          await this.add(plan, request, statusOf(error) < 500 ? 'refused' : 'failed');
        }
        throw error;
      }),
      mergeMap(async (answer: unknown) => {
        await this.add(plan, request, 'done', answer);
        return answer;
      }),
    );
  }

  private add(
    { act, target, detail }: AuditPlan,
    request: FastifyRequest,
    outcome: AuditOutcome,
    answer?: unknown,
  ): Promise<void> {
    const { caller } = request;
    return this.log.add({
      act,
      actor: caller && publicName(caller),
      via: caller?.via,
      address: request.forwarding.address,
      target: target?.(request, answer),
      detail: detail?.(request, answer),
      outcome,
    });
  }
}

const statusOf = (error: unknown): number => (error instanceof HttpException ? error.getStatus() : 500);
