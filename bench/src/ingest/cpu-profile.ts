import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { moduleOf } from './bundled-modules.js';

/** The parts of a .cpuprofile of V8 that are read here. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  /** The id of the node on top of the stack, for each sample. */
  readonly samples: readonly number[];
  /** The start, in microseconds of the system's monotonic clock. */
  readonly startTime: number;
  /** The time between each sample and the previous one, in microseconds. */
  readonly timeDeltas: readonly number[];
}

export interface SelfTime {
  readonly name: string;
  readonly share: number;
}

export interface ProfileSummary {
  /** The share of the time in which the thread was busy. */
  readonly busy: number;
  /** Shares of the busy time, the largest first. */
  readonly packages: readonly SelfTime[];
  readonly functions: readonly (SelfTime & { readonly from: string })[];
}

const IDLE = '(idle)';

/**
 * Summarizes a profile from the instant `fromUs` of the monotonic clock on, so that the program's start does not count.
 */
export const summarize = (
  { nodes, samples, startTime, timeDeltas }: CpuProfile,
  fromUs: number,
): ProfileSummary => {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const perPackage = new Map<string, number>();
  const perFunction = new Map<string, { from: string; us: number }>();
  let busyUs = 0;
  let allUs = 0;
  let nowUs = startTime;
  samples.forEach((id, index) => {
    const us = timeDeltas[index] ?? 0;
    const frame = frames.get(id);
    nowUs += us;
    if (nowUs < fromUs) return;
    allUs += us;
    if (!frame || frame.functionName === IDLE) return;
    busyUs += us;
    const from = packageOf(frame);
    const name = frame.functionName || `(anonymous:${frame.lineNumber + 1})`;
    perPackage.set(from, (perPackage.get(from) ?? 0) + us);
    const key = `${from} ${name}`;
    perFunction.set(key, { from, us: (perFunction.get(key)?.us ?? 0) + us });
  });
  return {
    busy: busyUs / allUs,
    packages: [...perPackage]
      .map(([name, us]) => ({ name, share: us / busyUs }))
      .sort((a, b) => b.share - a.share),
    functions: [...perFunction]
      .map(([key, { from, us }]) => ({ name: key.slice(from.length + 1), from, share: us / busyUs }))
      .sort((a, b) => b.share - a.share),
  };
};

/** Names the package of a function: Dwell's packages, installed packages, or a part of the Node runtime. */
const packageOf = ({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string => {
  if (url.startsWith('node:')) return `node: ${url.slice('node:'.length).split('/').slice(0, 2).join('/')}`;
  const module = moduleOf(url, lineNumber);
  const installed = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1];
  if (installed !== undefined) return installed;
  const own = /\/(?:apps|libs)\/([^/]+)\/(?:src|dist)\//.exec(module)?.[1];
  if (own !== undefined) return `@dwell/${own}`;
  return functionName.startsWith('(') ? functionName : '(native)';
};

/** Reads the profiles of a process from a folder: its main thread's and its workers', the busiest first. */
export const readProfiles = async (folder: string, fromUs: number): Promise<ProfileSummary[]> => {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.cpuprofile'));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts
    .map((text) => summarize(JSON.parse(text) as CpuProfile, fromUs))
    .sort((a, b) => b.busy - a.busy);
};
