import { type DwellServer, quantile } from '@dwell/programs';
import { post } from './post.js';

/** The number of users. Successive requests are of different users, as they would be with many browsers. */
const USERS = 1_000;

export interface HonestFigures {
  /** How many keepalives the server accepted per second. */
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly failures: number;
  /** The most memory that the server used during the measurement, in MB. */
  readonly rssMb: number;
  /** The processor time that the server used, in seconds per second: 1 is one whole processor. */
  readonly serverCpu: number;
}

/**
 * Measures the server while `clients` send keepalives for some seconds. Each client sends its next one as soon as its
 * last one is answered or has failed.
 */
export const measureHonest = async (
  server: DwellServer,
  clients: number,
  seconds: number,
): Promise<HonestFigures> => {
  const end = performance.now() + seconds * 1000;
  const latencies: number[] = [];
  let failures = 0;
  let sent = 0;
  let rssMb = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      const from = performance.now();
      const user = `user-${sent++ % USERS}`;
      const status = await post(server, 'keepalive', user, { visible: true, path: ['home'] }).catch(() => 0);
      if (status === 200) latencies.push(performance.now() - from);
      else failures++;
    }
  };
  const watch = async (): Promise<void> => {
    while (performance.now() < end) {
      rssMb = Math.max(rssMb, await server.residentMb());
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };
  const cpuBefore = server.cpuSeconds();
  const from = performance.now();
  await Promise.all([watch(), ...Array.from({ length: clients }, client)]);
  const took = (performance.now() - from) / 1000;
  const serverCpu = (server.cpuSeconds() - cpuBefore) / took;
  return { perSecond: latencies.length / took, p99Ms: quantile(latencies, 0.99), failures, rssMb, serverCpu };
};
