import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

export const OUTAGES = ['pause', 'restart'] as const;
export type Outage = (typeof OUTAGES)[number];

/** How long a paused database is away, in milliseconds. */
export const PAUSE_MS = 20_000;

/** A script that controls a database server, as tools/mongo/servers.sh does. */
export interface Control {
  readonly outage: Outage;
  readonly script: string;
  /** Which server, as the script names it. */
  readonly kind: string;
}

/** The script and the server's kind, with blanks between; undefined where it is not two words. */
export const parseControl = (outage: Outage, text: string): Control | undefined => {
  const [script, kind, ...more] = text.trim().split(/\s+/);
  return script && kind && more.length === 0 ? { outage, script, kind } : undefined;
};

/** Takes the database away and brings it back; resolves when it is back. */
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
