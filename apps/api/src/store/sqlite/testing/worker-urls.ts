/** Replaces workers/worker-urls.ts in Jest: worker threads can't run TypeScript, so they run the built code. */
const built = new URL('../../../../dist/store/sqlite/workers/', import.meta.url);

export const commitWorkerUrl = new URL('./commit-worker.js', built);
export const readWorkerUrl = new URL('./read-worker.js', built);
