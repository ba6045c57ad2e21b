import type { ScratchStore } from '@dwell/programs';

const EXIT_INTERRUPTED = 130;

/**
 * Resolves to what `work` resolves to. Drops the scratch store when the work has ended, also if it has failed. If
 * `stop` is aborted meanwhile, drops the store and ends the process.
 */
export const withScratch = async <T>(
  scratch: ScratchStore,
  stop: AbortSignal,
  work: () => Promise<T>,
): Promise<T> => {
  const leave = (): void => void scratch.drop().finally(() => process.exit(EXIT_INTERRUPTED));
  stop.addEventListener('abort', leave);
  try {
    return await work();
  } finally {
    stop.removeEventListener('abort', leave);
    await scratch.drop();
  }
};
