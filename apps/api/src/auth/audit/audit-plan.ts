import { type AuditAct, isLegalString } from '@dwell/shared';
import type { FastifyRequest } from 'fastify';

/** Finds a text for an audit entry in the request, or in the answer. There is an answer only if the act was done. */
export type FindText = (request: FastifyRequest, answer: unknown) => string | undefined;

/** What the audit log records about each call of a route. */
export interface AuditPlan {
  readonly act: AuditAct;
  /** Finds the user, the group, the API key, the saved view or the annotation that the act is about. */
  readonly target?: FindText;
  readonly detail?: FindText;
}

/** The metadata key of a route's {@link AuditPlan}. */
export const AUDIT_PLAN = Symbol('audit plan');

export const ofPath =
  (name: string): FindText =>
  ({ params }) =>
    textOf(params, name);

export const ofBody =
  (name: string): FindText =>
  ({ body }) =>
    textOf(body, name);

export const ofAnswer =
  (name: string): FindText =>
  (_, answer) =>
    textOf(answer, name);

const textOf = (fields: unknown, name: string): string | undefined => {
  const value = (fields as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return isLegalString(value) ? value : undefined;
};
