import type { Starter } from './starters.js';

export interface Figures {
  /** From the start of the process to its first answer 200, in seconds. */
  readonly seconds: number;
  /** How long the process has used a processor until its first answer 200, in seconds. */
  readonly cpuSeconds: number;
  /** The resident memory of the process at its first answer 200, in MB. */
  readonly memoryMb: number;
}

/** Starts a server, waits for its first 200, and stops it. @throws Error if it answers anything else */
export const measureStart = async ({ name, start }: Starter): Promise<Figures> => {
  const began = performance.now();
  const server = await start();
  try {
    const { status } = await fetch(`${server.url}/readyz`);
    const seconds = (performance.now() - began) / 1000;
    if (status !== 200) throw new Error(`${name} answered ${status}`);
    return { seconds, cpuSeconds: server.cpuSeconds(), memoryMb: await server.residentMb() };
  } finally {
    await server.stop();
  }
};
