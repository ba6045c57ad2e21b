import { type Observation, truthOf } from '@dwell/browsing';
import { table } from '@dwell/programs';
import { compareViews } from './accuracy.js';
import { ackee } from './other-trackers/ackee.js';
import { canopsis } from './other-trackers/canopsis.js';
import { matomo } from './other-trackers/matomo.js';
import { plausible } from './other-trackers/plausible.js';
import { posthog } from './other-trackers/posthog.js';
import { seeVisit } from './other-trackers/seen-visit.js';
import { shynet } from './other-trackers/shynet.js';
import { umami } from './other-trackers/umami.js';

/** The time that a tracker counts for each path, in milliseconds. */
export interface Count {
  readonly name: string;
  readonly byPath: ReadonlyMap<string, number>;
}

const TRACKERS = {
  Plausible: plausible,
  Matomo: matomo,
  PostHog: posthog,
  Shynet: shynet,
  Ackee: ackee,
  Umami: umami,
  Canopsis: canopsis,
};

/**
 * Returns the times that other trackers would show for a visit, computed from their rules (sources: docs/accuracy.md).
 * Assumptions in their favour: each tracker sees route changes, the whole is one visit, requests take no time, and
 * nothing is rounded to seconds. Rules for visits beyond half an hour are left out.
 */
export const compareTrackers = (observation: Observation): Count[] => {
  const visit = seeVisit(observation);
  return Object.entries(TRACKERS).map(([name, tracker]) => ({ name, byPath: tracker(visit) }));
};

/** A tracker's count compared with the truth, in milliseconds. */
export interface Summary {
  readonly totalMs: number;
  /** The sum of the absolute differences of all views. */
  readonly differenceMs: number;
  /** The view with the largest difference; `ms` is its count minus its true time. `path` is '' when all are exact. */
  readonly worst: { readonly path: string; readonly ms: number };
}

export const summarize = (truth: ReadonlyMap<string, number>, { byPath }: Pick<Count, 'byPath'>): Summary => {
  const errors = compareViews(truth, byPath).map(({ path, trueMs, recordedMs }) => ({
    path,
    ms: recordedMs - trueMs,
  }));
  return {
    totalMs: sum([...byPath.values()]),
    differenceMs: sum(errors.map(({ ms }) => Math.abs(ms))),
    worst: errors.reduce((worst, each) => (Math.abs(each.ms) > Math.abs(worst.ms) ? each : worst), {
      path: '',
      ms: 0,
    }),
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const inSeconds = (ms: number): string => (ms / 1000).toFixed(1);

/**
 * Formats two tables: times view by view, then totals and errors. The counts in `first` come before the other
 * trackers'.
 */
export const trackersTable = (observation: Observation, first: readonly Count[] = []): string => {
  const truth = truthOf(observation);
  const counts = [...first, ...compareTrackers(observation)];
  const paths = [
    ...new Set([truth, ...counts.map(({ byPath }) => byPath)].flatMap((each) => [...each.keys()])),
  ];
  const byView = [
    ['view, seconds', 'true', ...counts.map(({ name }) => name)],
    ...paths
      .sort((a, b) => (truth.get(b) ?? 0) - (truth.get(a) ?? 0))
      .map((path) => [
        path,
        ...[truth, ...counts.map(({ byPath }) => byPath)].map((each) => inSeconds(each.get(path) ?? 0)),
      ]),
  ];
  const inAll = [
    ['seconds', 'in all', 'differences', 'worst view', 'by'],
    ['true', inSeconds(sum([...truth.values()])), '', '', ''],
    ...counts.map((count) => {
      const { totalMs, differenceMs, worst } = summarize(truth, count);
      return [count.name, inSeconds(totalMs), inSeconds(differenceMs), worst.path, inSeconds(worst.ms)];
    }),
  ];
  return `${table(byView)}\n\n${table(inAll)}`;
};
