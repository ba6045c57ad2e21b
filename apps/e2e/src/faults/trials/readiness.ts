import { setTimeout as wait } from 'node:timers/promises';
import type { DwellServer } from '@dwell/programs';

const ASK_EVERY_MS = 50;

/** Returns the status that /readyz answers. */
export const readiness = async ({ url }: DwellServer): Promise<number> => {
  const answer = await fetch(`${url}/readyz`);
  await answer.arrayBuffer();
  return answer.status;
};

/**
 * Resolves to the instant of `performance.now` at which /readyz first answers `status`; to Infinity if that does not
 * happen within `withinMs`.
 */
export const untilReadiness = async (
  server: DwellServer,
  status: number,
  withinMs: number,
): Promise<number> => {
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    if ((await readiness(server)) === status) return performance.now();
    await wait(ASK_EVERY_MS);
  }
  return Infinity;
};
