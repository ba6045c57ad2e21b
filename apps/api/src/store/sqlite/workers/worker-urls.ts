/** Where the worker threads' code lies, as it was built. */
export const commitWorkerUrl = new URL('./commit-worker.js', import.meta.url);
export const readWorkerUrl = new URL('./read-worker.js', import.meta.url);
