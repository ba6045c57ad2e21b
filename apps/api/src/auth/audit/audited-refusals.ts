import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../../platform/clock.js';
import { type Caller, publicName } from '../guard/caller.js';
import { RefusedCalls } from '../guard/refused-calls.js';
import { AuditLog } from './audit-log.js';
import { Seldom } from './seldom.js';

/**
 * The audit log names a caller's refused calls of one route at most once in this time, in milliseconds. Otherwise a
 * client that calls in a loop could fill the log.
 */
export const REFUSAL_INTERVAL_MS = 60 * 60 * 1000;

/** Records in the audit log who made a call without the right to make it. */
@Injectable()
export class AuditedRefusals extends RefusedCalls {
  private readonly seldom: Seldom;

  constructor(
    private readonly log: AuditLog,
    clock: Clock,
  ) {
    super();
    this.seldom = new Seldom(clock, REFUSAL_INTERVAL_MS);
  }

  override note({ method, routeOptions, forwarding }: FastifyRequest, caller: Caller): void {
    const actor = publicName(caller);
    const call = `${method} ${routeOptions.url ?? ''}`;
    const { via } = caller;
    if (!this.seldom.mayNote(via, actor, call)) return;
    const { address } = forwarding;
    void this.log.add({ act: 'refused-call', actor, via, address, detail: call, outcome: 'refused' });
  }
}
