import circus from 'jest-circus/runner';

const MICROSECONDS_PER_MS = 1000;

/** Runs a spec file as Jest does, and adds to its result the processor time that it took: `cpuMs`. */
export default async function runTimed(...args) {
  const before = process.cpuUsage();
  const result = await circus.default(...args);
  const { user, system } = process.cpuUsage(before);
  return { ...result, cpuMs: (user + system) / MICROSECONDS_PER_MS };
}
