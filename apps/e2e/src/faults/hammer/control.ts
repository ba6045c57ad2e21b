import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

export const OUTAGES = ['pause', 'restart'] as const;
export type Outage = (typeof OUTAGES)[number];

/** How long a paused database stays paused, in milliseconds. */
export const PAUSE_MS = 20_000;

/** An outage of a database server, and the script that makes it, such as tools/mongo/servers.sh. */
export interface Control {
  readonly outage: Outage;
  readonly script: string;
  /** The script's name for the server, such as `wiredtiger`. */
  readonly kind: string;
}

/** Reads a script and the kind of server, separated by blanks. Returns undefined unless the text has two words. */
export const parseControl = (outage: Outage, text: string): Control | undefined => {
  const [script, kind, ...more] = text.trim().split(/\s+/);
  return script && kind && more.length === 0 ? { outage, script, kind } : undefined;
};

/** Makes the database unreachable for a while; resolves when it is reachable again. */
export const makeOutage = async ({ outage, script, kind }: Control, stop: AbortSignal): Promise<void> => {
  if (outage === 'restart') {
    await call(script, 'restart', kind);
    return;
  }
  await call(script, 'pause', kind);
  try {
    await wait(PAUSE_MS, undefined, { signal: stop }).catch(() => undefined);
  } finally {
    await call(script, 'resume', kind);
  }
};

const call = async (script: string, command: string, kind: string): Promise<void> => {
  const child = spawn(script, [command, kind], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${script} ${command} ${kind} ended with code ${code}`);
};
