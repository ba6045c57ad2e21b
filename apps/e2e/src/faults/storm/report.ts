import { formatInteger, quantile, table } from '@dwell/programs';
import type { Phase } from './course.js';
import { busiestPage, type Traffic } from './traffic.js';

const HEAD = [
  '',
  'intervals',
  'requests',
  'per page, interval',
  'busiest page',
  '/s',
  'busiest s',
  '÷ rest',
  'recorded again after',
];

/** Formats one line per phase. */
export const describePhases = (phases: readonly Phase[], pages: number, rest: Traffic): string =>
  table([
    HEAD,
    ...phases.map(({ name, intervals, traffic, recoveriesMs }) => [
      recoveriesMs ? `  ${name}` : name,
      intervals.toFixed(1),
      formatInteger(traffic.requests),
      (traffic.requests / pages / intervals).toFixed(2),
      formatInteger(busiestPage(traffic)),
      formatInteger(traffic.perSecond),
      formatInteger(traffic.busiestSecond),
      (traffic.busiestSecond / rest.busiestSecond).toFixed(2),
      recoveriesMs ? describeRecovery([...recoveriesMs.values()]) : '',
    ]),
  ]);

const describeRecovery = (recoveriesMs: readonly number[]): string =>
  `p50 ${seconds(quantile(recoveriesMs, 0.5))}, last ${seconds(Math.max(...recoveriesMs))}`;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
