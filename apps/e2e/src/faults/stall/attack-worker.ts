import { parentPort, workerData } from 'node:worker_threads';
import { attack, type AttackOrder } from './attacks.js';

attack(workerData as AttackOrder);

// Any message asks for the processor time that this thread has used, in seconds.
parentPort?.on('message', () => {
  const { user, system } = process.threadCpuUsage();
  parentPort?.postMessage((user + system) / 1e6);
});
