/** Replaces workers/worker-urls.ts in Jest: worker threads can't run TypeScript, so they run the built code. */
const bundles = new URL('../../../../dist/workers/', import.meta.url);

export const commitWorkerUrl = new URL('./commit-worker.js', bundles);
export const readWorkerUrl = new URL('./read-worker.js', bundles);
