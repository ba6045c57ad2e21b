/** Stands in for worker-urls.ts under Jest: worker threads can't run TypeScript, so they run what was built from it. */
const built = new URL('../../../../dist/store/sqlite/workers/', import.meta.url);

export const commitWorkerUrl = new URL('./commit-worker.js', built);
export const readWorkerUrl = new URL('./read-worker.js', built);
