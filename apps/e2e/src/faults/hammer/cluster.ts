import { DwellServer } from '@dwell/programs';

/** Settings without rate limits, because the clients send as fast as they can, and half of them as one user. */
export const UNLIMITED = { RATE_LIMIT_PER_KEY: '0', RATE_LIMIT_PER_USER: '0', RATE_LIMIT_PER_ADDRESS: '0' };

/** Several API processes on one database. */
export class Cluster {
  private constructor(readonly servers: readonly [DwellServer, ...DwellServer[]]) {}

  /** Starts all processes at once, so that they also compete for a new, empty database. */
  static async start(databaseUrl: string, processes: number, logLevel = 'warn'): Promise<Cluster> {
    const start = (): Promise<DwellServer> => DwellServer.start({ databaseUrl, logLevel, env: UNLIMITED });
    const others = Array.from({ length: processes - 1 }, start);
    return new Cluster(await Promise.all([start(), ...others]));
  }

  /** Returns any one of the processes. They share no memory, so each must answer for the data of all. */
  get any(): DwellServer {
    return this.servers[0];
  }

  /** Returns the exit codes, or the ending signals, of the processes that have ended. */
  get ended(): readonly string[] {
    return this.servers.map(({ ended }) => ended).filter((ended) => ended !== undefined);
  }

  async stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop(signal)));
  }
}
