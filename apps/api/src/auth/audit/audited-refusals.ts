import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { Clock, hasPassed } from '../../platform/clock.js';
import { type Caller, publicName } from '../guard/caller.js';
import { RefusedCalls } from '../guard/refused-calls.js';
import { AuditLog } from './audit-log.js';

/** How often the log names one caller's refused calls of one route, in milliseconds: a loop must not fill it. */
export const REFUSAL_INTERVAL_MS = 60 * 60 * 1000;

/** The most callers and routes that are remembered. */
const MAX_REMEMBERED = 10_000;

/** Records in the audit log who called something without the right to. */
@Injectable()
export class AuditedRefusals extends RefusedCalls {
  private readonly noted = new LRUCache<string, number>({ max: MAX_REMEMBERED });

  constructor(
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {
    super();
  }

  override note({ method, routeOptions, forwarding }: FastifyRequest, caller: Caller): void {
    const actor = publicName(caller);
    const call = `${method} ${routeOptions.url ?? ''}`;
    const key = JSON.stringify([caller.via, actor, call]);
    const now = this.clock.now();
    const before = this.noted.get(key);
    if (before !== undefined && !hasPassed(before, now, REFUSAL_INTERVAL_MS)) return;
    this.noted.set(key, now);
    const { via } = caller;
    const { address } = forwarding;
    void this.log.add({ act: 'refused-call', actor, via, address, detail: call, outcome: 'refused' });
  }
}
