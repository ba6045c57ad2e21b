import { cpus, loadavg, totalmem } from 'node:os';

/**
 * Describes the machine as `2 cores (Intel Xeon), 25 GB, Node 26.10.0, a load of 0.2`. The load is the average of the
 * last minute: on a quiet machine, it is near 0 before a measurement begins.
 */
export const describeMachine = (): string => {
  const [load = NaN] = loadavg();
  return (
    `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 1e9)} GB, ` +
    `Node ${process.versions.node}, a load of ${load.toFixed(1)}`
  );
};
