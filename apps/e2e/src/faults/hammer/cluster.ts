import { DwellServer } from '@dwell/programs';

interface ClusterOptions {
  /** How many servers there are. */
  readonly processes: number;
  /** How many processes of each server answer requests. */
  readonly workers: number;
}

/** Several servers on one database. */
export class Cluster {
  private constructor(readonly servers: readonly [DwellServer, ...DwellServer[]]) {}

  /** Starts all servers at once, so that they also compete for a new, empty database. */
  static async start(
    databaseUrl: string,
    { processes, workers }: ClusterOptions,
    logLevel = 'warn',
  ): Promise<Cluster> {
    const env = { WORKERS: String(workers) };
    const start = (): Promise<DwellServer> => DwellServer.start({ databaseUrl, logLevel, env });
    const others = Array.from({ length: processes - 1 }, start);
    return new Cluster(await Promise.all([start(), ...others]));
  }

  /** Returns any one of the servers. They share no memory, so each must answer for the data of all. */
  get any(): DwellServer {
    return this.servers[0];
  }

  /** Returns the exit codes, or the ending signals, of the servers that have ended. */
  get ended(): readonly string[] {
    return this.servers.map(({ ended }) => ended).filter((ended) => ended !== undefined);
  }

  async stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop(signal)));
  }
}
