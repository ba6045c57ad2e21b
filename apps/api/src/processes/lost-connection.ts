import type { Worker } from 'node:cluster';

type Send = (message: unknown, handle?: { close(): void }, ...rest: unknown[]) => boolean;

/**
 * Closes the connection that is on its way to a process when the process is killed. Cluster would keep that connection
 * open for ever, and its client would wait. Cluster passes one connection at a time to a process, and closes its own
 * handle of it when the process has taken it; to close the handle again does nothing.
 */
export const closeLostConnection = (worker: Worker): void => {
  let latest: { close(): void } | undefined;
  const child = worker.process as { send: Send };
  const send = child.send.bind(child);
  child.send = (message, handle, ...rest) => {
    latest = handle ?? latest;
    return send(message, handle, ...rest);
  };
  worker.once('exit', () => latest?.close());
};
