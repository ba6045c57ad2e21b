import { setTimeout as wait } from 'node:timers/promises';
import type { Gateway, Received, Treatment } from '@dwell/browsing';
import type { Crowd } from './crowd.js';
import { userOf } from './tracked-page.js';
import { type Happening, recoveriesMs, type Span, type Traffic, trafficOf } from './traffic.js';

/** Something that goes wrong for some time. */
export interface Trouble {
  readonly name: string;
  readonly intervals: number;
  readonly treatment: Treatment;
  /** So many requests of a page an interval are right. */
  readonly perInterval: number;
}

/** A stretch of the course, and what came in it. */
export interface Phase {
  readonly name: string;
  readonly intervals: number;
  readonly traffic: Traffic;
  /** So many requests of a page an interval are right, where that is limited. */
  readonly perInterval?: number;
  /** Of a recovery: after how many milliseconds each page was recorded again. */
  readonly recoveriesMs?: ReadonlyMap<string, number>;
}

/** Pages that are not recorded again after so many intervals are given up: a silence may be as long as the trouble was. */
const PATIENCE_INTERVALS = 12;

const LOOK_MS = 200;

/** What a crowd is led through, phase by phase. */
export class Course {
  readonly phases: Phase[] = [];

  constructor(
    private readonly gateway: Gateway,
    private readonly crowd: Crowd,
    private readonly intervalMs: number,
    private readonly stop: AbortSignal,
  ) {}

  async rest(intervals: number): Promise<Phase> {
    return this.note({ name: 'at rest', perInterval: 1 }, await this.pass(intervals));
  }

  /** The trouble, and then the recovery; resolves when all pages were recorded again. */
  async endure({ name, intervals, treatment, perInterval }: Trouble): Promise<Phase> {
    this.gateway.treat(treatment);
    const span = await this.pass(intervals);
    this.gateway.treat({ kind: 'pass' });
    const phase = this.note({ name, perInterval }, span);
    await this.recover(span.to);
    return phase;
  }

  /** The keepalives that were stored. */
  recorded(): Happening[] {
    const stored = ({ call, status }: Received): boolean => call === 'keepalive' && status === 200;
    return this.gateway.received.filter(stored).map(toHappening);
  }

  private async recover(from: number): Promise<void> {
    const lastLook = from + PATIENCE_INTERVALS * this.intervalMs;
    let recoveries = new Map<string, number>();
    while (recoveries.size < this.crowd.pages.length && Date.now() < lastLook && !this.stop.aborted) {
      await wait(LOOK_MS);
      recoveries = recoveriesMs(this.recorded(), from);
    }
    this.note({ name: 'recovery', recoveriesMs: recoveries }, { from, to: Date.now() });
  }

  private note(phase: Pick<Phase, 'name' | 'perInterval' | 'recoveriesMs'>, span: Span): Phase {
    const traffic = trafficOf(this.gateway.received.map(toHappening), this.crowd.routeChanges, span);
    const noted = { ...phase, traffic, intervals: (span.to - span.from) / this.intervalMs };
    this.phases.push(noted);
    return noted;
  }

  private async pass(intervals: number): Promise<Span> {
    const from = Date.now();
    const end = { signal: this.stop };
    await wait(intervals * this.intervalMs, undefined, end).catch(() => undefined);
    return { from, to: Date.now() };
  }
}

const toHappening = (request: Received): Happening => ({ username: userOf(request), at: request.at });
