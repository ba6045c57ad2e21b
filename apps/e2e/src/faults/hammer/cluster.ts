import { DwellServer } from '@dwell/programs';

/** API processes on one database, as many as asked for. */
export class Cluster {
  private constructor(readonly servers: readonly [DwellServer, ...DwellServer[]]) {}

  /** All at once, so that they meet on a new database too. */
  static async start(databaseUrl: string, processes: number, logLevel = 'warn'): Promise<Cluster> {
    const start = (): Promise<DwellServer> => DwellServer.start({ databaseUrl, logLevel });
    const others = Array.from({ length: processes - 1 }, start);
    return new Cluster(await Promise.all([start(), ...others]));
  }

  /** Any of them: they share no memory, so that each must know all. */
  get any(): DwellServer {
    return this.servers[0];
  }

  /** Of processes that have ended: their exit codes, or the signals that ended them. */
  get ended(): readonly string[] {
    return this.servers.map(({ ended }) => ended).filter((ended) => ended !== undefined);
  }

  async stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop(signal)));
  }
}
