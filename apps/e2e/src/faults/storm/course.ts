import { setTimeout as wait } from 'node:timers/promises';
import type { Gateway, Received, Treatment } from '@dwell/browsing';
import type { Crowd } from './crowd.js';
import { userOf } from './tracked-page.js';
import { type Happening, recoveriesMs, type Span, type Traffic, trafficOf } from './traffic.js';

/** A failure of the API that lasts for some time. */
export interface Trouble {
  readonly name: string;
  readonly intervals: number;
  readonly treatment: Treatment;
  /** The most requests that a page may send per interval. */
  readonly perInterval: number;
}

/** A phase of the run and the traffic in it. */
export interface Phase {
  readonly name: string;
  readonly intervals: number;
  readonly traffic: Traffic;
  /** The most requests that a page may send per interval; undefined when there is no limit. */
  readonly perInterval?: number;
  /** In a recovery: after how many milliseconds each page was recorded again. */
  readonly recoveriesMs?: ReadonlyMap<string, number>;
}

/** How many intervals a recovery may take. After a failure, a page may stay silent for up to four of them. */
const PATIENCE_INTERVALS = 12;

const LOOK_MS = 200;

/** Leads a crowd of pages through the phases of a run. */
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

  /**
   * Runs a failure and its recovery. Resolves to the failure's phase when all pages are recorded again, or after
   * PATIENCE_INTERVALS.
   */
  async endure({ name, intervals, treatment, perInterval }: Trouble): Promise<Phase> {
    this.gateway.treat(treatment);
    const span = await this.pass(intervals);
    this.gateway.treat({ kind: 'pass' });
    const phase = this.note({ name, perInterval }, span);
    await this.recover(span.to);
    return phase;
  }

  /** Returns the keepalives that the server has stored, which are those answered with 200. */
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
