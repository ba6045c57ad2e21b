import { setTimeout as wait } from 'node:timers/promises';

const SAMPLE_MS = 500;

interface Process {
  /** Resolves to the resident memory of the process in MB. */
  residentMb(): Promise<number>;
}

/** Resolves to the largest resident memory of a process while `work` runs, in MB, sampled every {@link SAMPLE_MS}. */
export const peakDuring = async (server: Process, work: Promise<unknown>): Promise<number> => {
  const samples = await samplesDuring(server, work, SAMPLE_MS);
  return Math.max(...samples);
};

/** Resolves to the resident memory of a process while `work` runs, every `everyMs` and at the end, in MB. */
export const samplesDuring = async (
  server: Process,
  work: Promise<unknown>,
  everyMs: number,
): Promise<number[]> => {
  const samples: number[] = [];
  const ended = work.then(() => true);
  while (!(await Promise.race([ended, wait(everyMs, false)]))) samples.push(await server.residentMb());
  samples.push(await server.residentMb());
  return samples;
};
